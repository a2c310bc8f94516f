"""« On a droit à ADEN ? », on a case that is known: yes or no first, that aid alone, its sum, its conditions."""

from typing import Any

import pytest

from actions import asked_aid
from actions.aids import AllAids
from actions.answer import Answer
from tests.actions.acting import Said, a_tracker, act, an_entity
from tests.regions import THE_REGION

FIRM = {
    "org_type": "tpe", "headcount": 9, "commune": "62498", "amount": 15_000, "investment": 15_000, "turnover": 600_000,
    "activity": "other", "legal_form": "SARL",
}  # fmt: skip
TOLD = {**FIRM, "told_facts": FIRM, "last_check": "all", "last_intent": "check_company_support"}


def named(name: str, slug: str) -> dict[str, Any]:
    return {**an_entity("programme", slug), "text": name}


def asked(text: str, *aids: dict[str, Any]) -> object:
    tracker = a_tracker("ask_programme", text=text, entities=aids, **TOLD)
    return asked_aid.asked(tracker, catalogue=THE_REGION.catalogue)


async def answered(text: str, name: str, slug: str, **changes: Any) -> Said:
    return await act(
        Answer(), a_tracker("ask_programme", text=text, entities=[named(name, slug)], **{**TOLD, **changes})
    )


@pytest.mark.parametrize("text", [
    "on a droit à ADEN ?", "alors ADEN c'est oui ou non ?", "du coup on peut avoir ADEN ?", "ADEN, ça marche pour nous ?",
    "merci. et pour ADEN, on est éligibles ?", "notre entreprise a droit à ADEN ?",
])  # fmt: skip
def test_a_yes_or_a_no_asked_of_an_aid_is_of_the_case(text: str) -> None:
    assert asked(text, named("ADEN", "aden"))


@pytest.mark.parametrize("text", [
    "qui a droit à ADEN ?", "ADEN couvre les salaires ?", "on a droit à ADEN pour un logiciel de caisse ?",
    "on peut avoir ADEN deux fois ?", "c'est quoi ADEN ?", "combien on peut toucher avec ADEN ?", "ma sœur peut avoir ADEN ?",
    "une commune a droit à ADEN ?", "ADEN existe encore ?",
])  # fmt: skip
def test_what_is_asked_of_the_aid_itself_is_not(text: str) -> None:
    assert not asked(text, named("ADEN", "aden"))


def test_two_aids_asked_together_are_not_one() -> None:
    assert not asked("on a droit à ADEN et DACS ?", named("ADEN", "aden"), named("DACS", "dacs"))


async def test_the_verdict_comes_first_and_alone_with_the_sum_that_its_rule_computes() -> None:
    said = await answered("on a droit à ADEN ?", "ADEN", "aden")
    assert said.responses == ["utter_one_aid_company"]
    text = said.messages[0]["said"].replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("Oui, sous réserve")
    assert "Pour 15 000 €, elle donnerait au plus 6 000 €." in text
    assert "DACS" not in text
    assert said.custom[0]["verdict"]["programme"] == "aden"
    assert said.slots.get("told_facts", FIRM) == FIRM


@pytest.mark.parametrize(("slug", "changes", "first"), [
    ("dacs", {}, "Non, l'aide DACS ne semble pas convenir en l'état. Il faut : programme d'au moins 30 000 €"),
    ("inac", {}, "Non. Cette aide n'existe plus depuis le 31 décembre 2022."),
    ("aden", {"org_type": "commune"}, "Non : l'aide ADEN est pour les entreprises."),
    ("aden", {"turnover": None}, "Ni oui ni non à ce stade pour l'aide ADEN ; reste à savoir : votre chiffre d'affaires."),
])  # fmt: skip
async def test_what_does_not_suit_or_is_not_known_is_said_so(slug: str, changes: dict[str, Any], first: str) -> None:
    said = await answered(f"on a droit à {slug.upper()} ?", slug.upper(), slug, **changes)
    assert said.messages[0]["said"].replace("\N{NO-BREAK SPACE}", " ").startswith(first)
    assert "jusqu'à" not in said.messages[0]["said"]


async def test_all_the_aids_are_a_button_away() -> None:
    assert (await act(AllAids(), a_tracker("all_aids", **TOLD))).responses == ["utter_every_aid"]


async def test_without_a_case_told_the_records_answer() -> None:
    tracker = a_tracker("ask_programme", text="on a droit à ADEN ?", entities=[named("ADEN", "aden")], programme="aden")
    assert not (await act(Answer(), tracker)).responses[0].startswith("utter_one_aid")
