"""The AMI check: which fact is asked next, and what the verdict says."""

from typing import Any

import pytest

from actions.ami import TellAmiVerdict, ValidateAmiForm
from actions.ask import AskCommune, Correct
from actions.followup import Inform
from actions.unasked import Unexpected
from tests.actions.acting import a_tracker, act, an_entity

COMPLETE: dict[str, Any] = {"org_type": "commune", "commune": "62498", "amount": 90000, "expenses": ["equipment"]}


async def _asked(**slots: Any) -> Any:
    said = await act(ValidateAmiForm(), a_tracker("inform", form="ami_form", **slots))
    return said.slots["requested_slot"]


@pytest.mark.parametrize(
    ("slots", "asked"),
    [
        ({}, "org_type"),
        ({"org_type": "commune"}, "commune"),
        ({"org_type": "unknown"}, "commune"),
        ({"org_type": "commune", "departement": "62"}, "amount"),
        ({"org_type": "commune", "commune": "unknown"}, "amount"),
        ({"org_type": "commune", "commune": "62498", "amount": 90000}, "expenses"),
        ({"org_type": "association"}, "public_interest"),
        ({"org_type": "association", "public_interest": True}, "commune"),
        ({"org_type": "association", "public_interest": "unknown"}, "commune"),
        ({"org_type": "association", "public_interest": False}, None),
        ({"org_type": "pme"}, "manages_public_policy"),
        ({"org_type": "pme", "manages_public_policy": False}, None),
        ({"org_type": "particulier"}, None),
        ({"amount": 90000, "expenses": ["staff"]}, "org_type"),
        (COMPLETE, None),
        ({**COMPLETE, "amount": 0}, None),
        ({**COMPLETE, "expenses": ["unknown"]}, None),
    ],
)
async def test_the_next_question_is_the_first_that_matters(slots: dict[str, Any], asked: str | None) -> None:
    assert await _asked(**slots) == asked


async def test_a_shared_name_is_asked_about_before_anything_else() -> None:
    tracker = a_tracker(
        "inform", form="ami_form", org_type="commune", entities=[an_entity("commune", None, "Saint-Aubin")]
    )
    said = await act(ValidateAmiForm(), tracker)
    assert said.slots["commune_name"] == "Saint-Aubin"
    assert said.slots["requested_slot"] == "commune"


async def test_the_department_settles_a_shared_name() -> None:
    tracker = a_tracker(
        "inform",
        form="ami_form",
        org_type="commune",
        commune_name="Saint-Aubin",
        entities=[an_entity("departement", "59")],
    )
    said = await act(ValidateAmiForm(), tracker)
    assert said.slots["commune"].startswith("59")
    assert said.slots["commune_name"] is None
    assert said.slots["requested_slot"] == "amount"


async def test_a_department_where_no_such_commune_is_replaces_the_name() -> None:
    tracker = a_tracker("inform", form="ami_form", commune_name="Castres", entities=[an_entity("departement", "60")])
    said = await act(ValidateAmiForm(), tracker)
    assert (said.slots["commune"], said.slots["departement"], said.slots["commune_name"]) == (None, "60", None)


async def test_a_department_where_several_communes_begin_with_the_name_has_them_asked() -> None:
    tracker = a_tracker(
        "inform", form="ami_form", commune_name="Saint-Aubin", entities=[an_entity("departement", "60")]
    )
    said = await act(ValidateAmiForm(), tracker)
    assert (said.slots["commune"], said.slots["departement"], said.slots["commune_name"]) == (None, "60", "Saint-Aubin")


async def test_not_knowing_which_commune_ends_the_choice() -> None:
    tracker = a_tracker("dont_know", form="ami_form", org_type="commune", commune="unknown", commune_name="Saint-Aubin")
    said = await act(ValidateAmiForm(), tracker)
    assert said.slots["commune_name"] is None
    assert said.slots["requested_slot"] == "amount"


async def test_a_new_commune_takes_the_place_of_a_department() -> None:
    tracker = a_tracker(
        "inform", form="ami_form", commune="62498", departement="59", entities=[an_entity("commune", "62498", "Lens")]
    )
    assert (await act(ValidateAmiForm(), tracker)).slots["departement"] is None


async def test_a_town_in_another_question_changes_nothing() -> None:
    tracker = a_tracker("find_workshop", form="ami_form", entities=[an_entity("commune", None, "Saint-Aubin")])
    assert "commune_name" not in (await act(ValidateAmiForm(), tracker)).slots


async def test_communes_of_one_name_are_told_apart_on_their_buttons() -> None:
    said = await act(AskCommune(), a_tracker(form="ami_form", commune_name="Saint-Aubin"))
    assert said.responses == ["utter_which_commune"]
    assert len(set(said.titles)) == len(said.titles) > 1
    assert all(payload.startswith('/inform{"commune":"') for payload in said.payloads)


async def test_the_verdict_says_first_that_nobody_knows_whether_the_call_is_open() -> None:
    said = await act(TellAmiVerdict(), a_tracker("inform", **COMPLETE))
    text = said.messages[0]["verdict_text"]
    assert text.startswith("Personne ne sait dire ici si l'appel est encore ouvert")
    assert "À titre indicatif" in text
    assert said.custom[0]["verdict"]["verdict"] == "conditions_met"
    assert [source["kind"] for source in said.custom[0]["sources"]] == ["presse", "presse", "officiel"]


async def test_a_failed_condition_offers_a_next_step_and_never_a_refusal() -> None:
    said = await act(TellAmiVerdict(), a_tracker("inform", **{**COMPLETE, "amount": 300000}))
    text = said.messages[0]["verdict_text"]
    assert "À revoir : Coût du projet" in text
    assert "pas droit" not in text


async def test_what_is_missing_is_named() -> None:
    said = await act(TellAmiVerdict(), a_tracker("inform", **{**COMPLETE, "amount": "unknown"}))
    assert "Il reste à connaître" in said.messages[0]["verdict_text"]
    assert said.custom[0]["verdict"]["missing"] == ["amount"]


async def test_another_amount_after_the_verdict_is_checked_at_once() -> None:
    tracker = a_tracker(
        "inform", **{**COMPLETE, "amount": 60000}, last_intent="check_ami_eligibility", last_check="ami"
    )
    said = await act(Inform(), tracker)
    assert said.custom[-1]["verdict"]["failed"] == ["project_cost"]


@pytest.mark.parametrize(
    ("last_intent", "entities", "follows"),
    [
        ("ask_ami_eligibility", [an_entity("org_type", "association")], "ami_form"),
        (None, [an_entity("programme", "ami-ia")], "ami_form"),
        (None, [an_entity("siren", "732829320")], "company_form"),
        ("ask_company_support", [an_entity("headcount", 12)], "company_form"),
        ("find_workshop", [an_entity("commune", "62498")], "action_find_workshop"),
        ("ask_digital_help", [an_entity("commune", "62498")], "action_digital_help"),
    ],
)
async def test_a_bare_fact_goes_on_with_what_was_talked_about(
    last_intent: str | None, entities: list[dict[str, Any]], follows: str
) -> None:
    said = await act(Inform(), a_tracker("inform", entities=entities, last_intent=last_intent))
    assert said.follows == [follows]


async def test_a_bare_fact_about_nothing_is_noted() -> None:
    said = await act(Inform(), a_tracker("inform", entities=[an_entity("amount", 75000)]))
    assert said.responses == ["utter_noted"]


async def test_an_answer_that_is_not_understood_is_helped_then_a_person_comes_first() -> None:
    tracker = a_tracker("inform", form="ami_form", requested_slot="amount")
    first = await act(Unexpected(), tracker)
    assert first.responses == ["utter_help_amount"]
    again = await act(Unexpected(), a_tracker("inform", form="ami_form", requested_slot="amount", **first.slots))
    assert again.responses == ["utter_person_first"]


async def test_the_answers_given_are_offered_for_correction() -> None:
    said = await act(Correct(), a_tracker("correct_answer", **COMPLETE))
    assert '/correct_answer{"fact":"amount"}' in said.payloads
    assert any(title.startswith("Type d'organisme") for title in said.titles)


async def test_the_chosen_answer_is_asked_again() -> None:
    tracker = a_tracker("correct_answer", entities=[an_entity("fact", "amount")], last_check="ami", **COMPLETE)
    said = await act(Correct(), tracker)
    assert said.slots["amount"] is None
    assert said.follows == ["ami_form"]


async def test_there_is_nothing_to_correct_before_an_answer() -> None:
    said = await act(Correct(), a_tracker("correct_answer"))
    assert said.responses == ["utter_nothing_to_correct"]
