"""Cases side by side are paired with their own sums, compared and judged again; the sum of an aid is asked for."""

from datetime import date

import pytest

from nlu import acts
from nlu.components.names import finder
from nlu.entities import Entity
from region.in_force import for_turn
from tests.regions import THE_REGION

AGAIN = ["refaites avec 50 000", "ok, recalculez avec 50 000", "recommencez pour 80 000"]
ONCE = ["et si on baissait à 55 000 ?", "faites un chatbot pour la mairie", "recommencez", "refaire le site"]
COMPARING = [
    "comparez les deux",
    "lequel des deux est le mieux placé ?",
    "je voulais comparer",
    "laquelle serait la mieux placée",
]
ESTIMATES = ["combien on toucherait pour 10 000 € ?", "ça ferait combien de subvention", "on aurait combien pour 20 000 ?",
             "combien d'aide pour 15 000 € ?", "un logiciel à 8000 ça me fait combien ?", "ils nous donneraient combien",
             "combien je récupère pour 12 000 €", "je toucherais combien avec 9 000 ?"]  # fmt: skip
NO_ESTIMATE = [
    "combien de salariés il faut ?",
    "combien de communes ont l'AMI ?",
    "combien coûte ChatGPT ?",
    "ça nous fait combien de sites ?",
    "ils embauchent combien de gens",
]


@pytest.mark.parametrize("text", AGAIN)
def test_the_same_check_is_asked_once_more(text: str) -> None:
    assert acts.does_again(text)


@pytest.mark.parametrize("text", ONCE)
def test_what_asks_for_no_other_check_does_not(text: str) -> None:
    assert not acts.does_again(text)


@pytest.mark.parametrize("text", COMPARING)
def test_a_comparison_is_asked_for(text: str) -> None:
    assert acts.compares(text)


@pytest.mark.parametrize("text", ESTIMATES)
def test_the_sum_of_an_aid_is_asked_for(text: str) -> None:
    assert acts.estimates(text)


@pytest.mark.parametrize("text", NO_ESTIMATE)
def test_another_number_is_not(text: str) -> None:
    assert not acts.estimates(text)


def test_each_body_gets_its_own_sum() -> None:
    text = "mairie 40 000, syndicat 120 000"
    told = [_at(text, "mairie", "org_type", "commune"), _at(text, "40 000", "amount", 40_000),
            _at(text, "syndicat", "org_type", "syndicat_mixte"), _at(text, "120 000", "amount", 120_000)]  # fmt: skip
    assert acts.several_cases(text, told) == [
        {"org_type": "commune", "amount": 40_000},
        {"org_type": "syndicat_mixte", "amount": 120_000},
    ]


def test_the_sum_may_come_first() -> None:
    text = "40 000 pour la mairie et 120 000 pour le syndicat"
    told = [_at(text, "40 000", "amount", 40_000), _at(text, "mairie", "org_type", "commune"),
            _at(text, "120 000", "amount", 120_000), _at(text, "syndicat", "org_type", "syndicat_mixte")]  # fmt: skip
    assert [each["amount"] for each in acts.several_cases(text, told)] == [40_000, 120_000]


def test_one_body_with_two_sums_is_one_case() -> None:
    text = "mairie, 40 000 de matériel et 120 000 en tout"
    told = [_at(text, "mairie", "org_type", "commune"), _at(text, "40 000", "amount", 40_000),
            _at(text, "120 000", "amount", 120_000)]  # fmt: skip
    assert acts.several_cases(text, told) == []


def _at(text: str, said: str, name: str, value: object) -> Entity:
    start = text.index(said)
    return Entity(name, start, start + len(said), value)


@pytest.mark.parametrize(
    ("text", "town"),
    [("la commune de Bapaume avec 80000", "62080"), ("Lens 62300", "62498")],
)
def test_a_sum_that_resembles_a_postal_code_is_no_second_town(text: str, town: str) -> None:
    with for_turn(THE_REGION):
        found = finder().find(text, today=date(2026, 11, 26))
    assert [each.value for each in found if each.entity == "commune"] == [town]
