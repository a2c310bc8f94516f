"""A change or a hypothesis tells what becomes of the aids and from what, never the whole result again."""

import pytest

from actions.followup import Inform
from actions.hypothesis import RealCase, Suppose
from tests.actions.acting import Said, a_tracker, act, an_entity

FIRM = {
    "org_type": "tpe", "headcount": 9, "commune": "62498", "amount": 15_000, "investment": 15_000, "turnover": 600_000,
    "activity": "other", "legal_form": "SARL", "project": "equipment",
}  # fmt: skip
TOLD = {**FIRM, "told_facts": FIRM, "last_check": "all", "last_intent": "check_company_support"}
TOWN = {"org_type": "commune", "commune": "62498", "amount": 80_000, "expenses": ["staff"]}
TOWN_TOLD = {**TOWN, "told_facts": TOWN, "last_check": "all", "last_intent": "check_ami_eligibility"}


def outcome(said: Said, key: str = "outcome") -> str:
    found = next(message[key] for message in said.messages if key in message)
    return str(found).replace("\N{NO-BREAK SPACE}", " ")


async def test_a_hypothesis_tells_what_would_close_and_what_would_stay() -> None:
    said = await act(
        Suppose(), a_tracker("suppose", text="et si on était 55 ?", entities=[an_entity("headcount", 55)], **TOLD)
    )
    assert said.responses == ["utter_changed", "utter_supposed_settles", "utter_supposed"]
    text = outcome(said, "settled")
    assert "9 salariés" in outcome(said, "changes")
    assert "Ne conviendrait pas : ADEN (il faut : moins de 20 équivalents temps plein, et non 55 salariés)." in text
    assert "Semblerait ouverte, à faire confirmer : Diag Data IA." in text
    assert "Resterait possible : Cité de l'IA et Osez l'IA." in text
    assert "headcount" not in said.slots


async def test_a_hypothesis_that_moves_nothing_says_so() -> None:
    said = await act(Suppose(), a_tracker("suppose", entities=[an_entity("headcount", 8)], **TOLD))
    assert outcome(said, "settled").startswith("Rien ne changerait.")


@pytest.mark.parametrize(("slots", "amount", "expected"), [
    (TOLD, 20_000, "Reste possible : ADEN (jusqu'à 8 000 €)"),
    (TOLD, 40_000, "à faire confirmer : DACS (jusqu'à 8 000 €)"),
    (TOWN_TOLD, 60_000, "Ne convient pas : AMI IA (il faut : coût du projet"),
])  # fmt: skip
async def test_a_change_tells_its_outcome_and_nothing_that_ended(slots: dict, amount: int, expected: str) -> None:
    changed = {**slots, "amount": amount}
    said = await act(Inform(), a_tracker(entities=[an_entity("amount", amount)], **changed))
    assert said.responses == ["utter_changed", "utter_outcome"]
    assert expected in outcome(said)
    assert not any(name in outcome(said) for name in ("INAC", "France 2030"))
    assert said.slots["told_facts"]["amount"] == amount


async def test_a_change_of_body_tells_every_aid() -> None:
    now = {**TOLD, "org_type": "commune"}
    said = await act(Inform(), a_tracker(entities=[an_entity("org_type", "commune")], **now))
    assert said.responses == ["utter_every_aid"]


async def test_going_back_to_the_real_case_says_what_stays_possible() -> None:
    said = await act(RealCase(), a_tracker("real_case", supposed={"headcount": 55}, **TOLD))
    assert said.responses == ["utter_real_case", "utter_outcome"]
    assert "Reste possible : ADEN (jusqu'à 6 000 €)" in outcome(said)
