"""Saying again, citing, and what the house carries out for a person."""

from typing import Any

import pytest
from rasa_sdk import Action

from actions.history import Complaint, Repeat, TellSource
from actions.house import EraseMyData, ExportMyData, Human, StartOver
from tests.actions.acting import a_tracker, act

SOURCE = {"title": "Région", "url": None, "date": "2026-06-24", "date_label": "24 juin 2026", "kind": "officiel"}


async def test_the_source_of_the_last_answer_is_told_with_its_date_and_kind() -> None:
    said = await act(TellSource(), a_tracker("ask_source", last_sources=[SOURCE]))
    assert said.messages[0]["sources"] == "Région : 24 juin 2026 (officiel)"
    assert said.custom == [{"sources": [SOURCE]}]


async def test_there_is_no_source_before_an_answer() -> None:
    assert (await act(TellSource(), a_tracker("ask_source"))).responses == ["utter_no_source"]


async def test_more_simply_says_the_plain_version_of_the_record() -> None:
    said = await act(Repeat(), a_tracker("repeat", last_records=["ami-object"]))
    assert "AMI" not in said.messages[0]["answer"]
    assert said.custom[0]["sources"]


async def test_more_simply_during_a_check_explains_the_question() -> None:
    said = await act(Repeat(), a_tracker("repeat", form="ami_form", requested_slot="expenses"))
    assert said.responses == ["utter_meaning_expenses"]


async def test_more_simply_after_a_verdict_says_it_briefly() -> None:
    facts: dict[str, Any] = {"org_type": "commune", "commune": "62498", "amount": 90000, "expenses": ["staff"]}
    said = await act(Repeat(), a_tracker("repeat", last_intent="check_ami_eligibility", **facts))
    assert said.custom[0]["verdict"]["verdict"] == "conditions_met"
    assert "✓" not in said.messages[0]["verdict_text"]


async def test_a_second_complaint_puts_a_person_first() -> None:
    first = await act(Complaint(), a_tracker("complain_answer"))
    assert first.responses == ["utter_complaint"]
    assert (await act(Complaint(), a_tracker("complain_answer", **first.slots))).responses == [
        "utter_complaint_person_first"
    ]


@pytest.mark.parametrize(("action", "do"), [(Human(), "human"), (EraseMyData(), "erase"), (ExportMyData(), "export")])
async def test_the_house_is_asked_to_do_it(action: Action, do: str) -> None:
    assert (await act(action, a_tracker())).custom == [{"do": do}]


async def test_a_check_is_set_aside_for_a_person_and_its_answers_kept() -> None:
    said = await act(Human(), a_tracker("ask_human", form="ami_form", org_type="commune"))
    assert said.responses == ["utter_ami_form_kept"]
    assert "org_type" not in said.slots


async def test_starting_over_forgets_the_answers() -> None:
    said = await act(StartOver(), a_tracker("restart", form="ami_form", org_type="commune", amount=90000))
    assert said.slots["org_type"] is None
    assert said.slots["amount"] is None
