"""One question at a time over every aid: the one that settles most, what each answer settled, and why it is asked."""

from actions.aids import TellEveryAid, ValidateAidsForm
from actions.history import Complaint, Repeat
from tests.actions.acting import a_tracker, act, an_entity

JOINERY = {"org_type": "pme", "headcount": 14, "commune": "59295", "amount": 85_000, "investment": 85_000}
UNDER_WAY = {**JOINERY, "told_facts": JOINERY, "last_check": "all"}


async def test_an_answer_says_what_it_settled_and_the_next_question_is_another() -> None:
    tracker = a_tracker(
        entities=[an_entity("project", "innovation")],
        form="aids_form",
        requested_slot="project",
        project="innovation",
        **UNDER_WAY,
    )
    said = await act(ValidateAidsForm(), tracker)
    assert said.responses == ["utter_settled"]
    assert "HDFID : semble ouverte, à confirmer" in said.messages[0]["settled"]
    assert said.slots["requested_slot"] not in (None, "project")


async def test_a_message_that_adds_nothing_sets_nothing_so_that_it_is_heard_for_what_else_it_is() -> None:
    said = await act(
        ValidateAidsForm(), a_tracker("ask_programme", form="aids_form", requested_slot="project", **UNDER_WAY)
    )
    assert said.responses == []
    assert set(said.slots) == {"requested_slot"}
    assert said.slots["requested_slot"] == "project"


async def test_what_is_not_known_is_not_asked_again_and_the_questions_end() -> None:
    asked, slots = [], dict(UNDER_WAY)
    for _ in range(12):
        said = await act(ValidateAidsForm(), a_tracker("dont_know", form="aids_form", **slots))
        fact = said.slots["requested_slot"]
        if fact is None:
            break
        assert fact not in asked
        asked.append(fact)
        slots[fact] = "unknown"
    assert 1 <= len(asked) <= 6
    told = await act(TellEveryAid(), a_tracker(**slots))
    assert told.responses == ["utter_every_aid"]
    assert told.follows == []


async def test_why_names_the_conditions_that_the_question_checks_in_each_check() -> None:
    tracker = a_tracker(
        "repeat", text="pourquoi cette question ?", form="aids_form", requested_slot="project", **UNDER_WAY
    )
    said = await act(Repeat(), tracker)
    assert said.responses[0] == "utter_why_this_question"
    assert "« Projet innovant » (HDFID)" in said.messages[0]["conditions"]
    assert "France 2030" not in said.messages[0]["conditions"]
    ami = a_tracker("repeat", text="pourquoi ?", form="ami_form", requested_slot="amount", org_type="commune")
    assert "« Coût du projet » (AMI IA)" in (await act(Repeat(), ami)).messages[0]["conditions"]


async def test_a_contested_result_shows_what_was_understood_the_rule_and_its_source() -> None:
    named = [an_entity("programme", "aden")]
    said = await act(Complaint(), a_tracker("complain_answer", entities=named, **UNDER_WAY))
    assert said.responses == ["utter_contested"]
    reasons = said.messages[0]["reasons"]
    assert "compris 85 000 €" in reasons.replace("\N{NO-BREAK SPACE}", " ")
    assert "Source : Région Hauts-de-France" in reasons


async def test_a_complaint_about_nothing_checked_is_an_apology() -> None:
    assert (await act(Complaint(), a_tracker("complain_answer"))).responses == ["utter_complaint"]
