"""A message that answers and asks is read as both; one that asks about what it just told, or only says it, is one."""

from typing import Any

import pytest

from nlu import acts
from nlu.entities.finder import Finder
from tests.nlu.test_answers_property import ANSWERED_BY, TODAY, answers, finder, known, others

__all__ = ["finder", "known"]
MOST_TOLD = 2
"""« 150k€ de budget, … ? » tells the case of who asks, where a cost or an investment is asked for."""


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("Oise. Quel est le délai ?", "Oise.", "Quel est le délai ?"),
        ("des serveurs, et qui choisit les dossiers ?", "des serveurs", "et qui choisit les dossiers ?"),
        ("SAS, il faut des devis ?", "SAS", "il faut des devis ?"),
        ("c'est payé quand ? 120 000 €, du matériel", "120 000 €, du matériel", "c'est payé quand ?"),
        ("Amiens et comment on dépose ?", "Amiens", "et comment on dépose ?"),
        ("une asso, mais c'est quoi un GIP ?", "une asso", "mais c'est quoi un GIP ?"),
        ("du matériel et des licences, où on écrit ?", "du matériel et des licences", "où on écrit ?"),
    ],
)
def test_what_is_told_and_what_is_asked_are_taken_apart(text: str, told: str, asked: str) -> None:
    assert acts.told_and_asked(text) == (told, asked)


@pytest.mark.parametrize(
    "text",
    [
        "60 000 €, ça va ?",
        "des licences, c'est accepté ?",
        "une association, loi 1901 ?",
        "un GIP, oui ou non ?",
        "du personnel, ou bien des outils ?",
        "300 000 €, est-ce que c'est trop ?",
        "Lens, elle compte ?",
        "avec 9 salariés, est-ce que je rentre dans ADEN ?",
        "pour une commune, quel est le plafond ?",
    ],
)
def test_a_question_about_what_it_tells_is_one(text: str) -> None:
    assert acts.told_and_asked(text) == ("", text)


def test_a_message_that_asks_nothing_is_told_whole() -> None:
    assert acts.told_and_asked("Oise. Environ 90 000 €, du personnel") == ("Oise. Environ 90 000 €, du personnel", "")


@pytest.mark.parametrize("text", ["combien ?", "le siège ?", "le coût ?", "Où ça ?", "et quoi ?"])
def test_a_question_said_again_is_an_echo(text: str) -> None:
    assert acts.echoes(text)


@pytest.mark.parametrize(
    "text", ["pourquoi ?", "combien on touche ?", "le siège, pourquoi ?", "et si on est refusés ?"]
)
def test_another_question_is_none(text: str) -> None:
    assert not acts.echoes(text)


@pytest.mark.parametrize(
    "text",
    [
        "on oublie", "Stop", "laissez", "stop, pas de vérification", "je ne veux plus vérifier", "on arrête là",
        "bon, j'abandonne", "pas de vérification merci", "oui, on laisse tomber", "arrêtez le questionnaire svp",
    ],
)  # fmt: skip
def test_who_stops_the_check_is_heard(text: str) -> None:
    assert acts.stops(text)


@pytest.mark.parametrize(
    "text",
    ["on s'arrête à 90 000", "laissez Lens", "stop, une erreur", "n'arrêtez pas", "on laisse 90 000", "je ne veux pas d'IA", "stop ou encore ?"],
)  # fmt: skip
def test_who_says_something_else_stops_nothing(text: str) -> None:
    assert not acts.stops(text)


@pytest.mark.parametrize(
    "text", ["Laissez. Et un GIP ?", "stop, pas de questions. c'est ouvert à qui ?", "on oublie, qui décide ?"]
)
def test_the_check_is_left_for_the_question_that_follows(text: str) -> None:
    assert acts.opening(text).leaves


@pytest.mark.parametrize("text", ["laissez, c'est Arras", "stop, 90 000 €", "oubliez le matériel, ça passe ?"])
def test_the_check_goes_on_with_an_answer(text: str) -> None:
    assert not acts.opening(text).leaves


@pytest.mark.parametrize(
    ("asked", "text", "stated"),
    [
        ("commune", "Oise, 90 000, du matériel", {"departement": "60", "amount": 90000, "expense": "equipment"}),
        (
            "commune",
            "Oise. Environ 90 000 €",
            {"departement": "60", "amount": {"min": 81000, "max": 99000, "about": 90000}},
        ),
        ("commune", "11 sal., Lens, CA 800k€", {"headcount": 11, "commune": "62498", "turnover": 800000}),
        ("headcount", "CA 2,4M et 30 salariés", {"turnover": 2400000, "headcount": 30}),
        ("headcount", "9 pers.", {"headcount": 9}),
        ("turnover", "CA 700k€, 25 000 €", {"amount": 700000, "investment": 25000}),
        ("amount", "75 000, avec un prestataire et des serveurs", {"amount": 75000, "expense": "equipment"}),
        ("expenses", "non : le montant est 130 000", {"amount": 130000}),
        ("public_interest", "c'est 130 000 en fait", {"amount": 130000}),
    ],
)
def test_all_that_a_list_tells_is_kept(
    asked: str, text: str, stated: dict[str, Any], finder: Finder, known: acts.Known
) -> None:
    answer = acts.read(text, asked=asked, entities=finder.find(text, today=TODAY), known=known)
    assert {each.entity: each.value for each in (answer.stated if answer else ())} == stated


def test_what_is_told_beside_another_question_answers_nothing(finder: Finder, known: acts.Known) -> None:
    parts = [(intent, acts.told_and_asked(text)) for intent, text in others()]
    taken = [
        (asked, told)
        for intent, (told, question) in parts if told and question for asked in ANSWERED_BY
        if answers(told, asked, intent, finder.find(told, today=TODAY), known)
    ]  # fmt: skip
    assert len(taken) <= MOST_TOLD, taken
