"""One question at a time over every aid: the one that settles most, what each answer settled, and why it is asked."""

import pytest

from actions import steps
from actions.aids import TellEveryAid, ValidateAidsForm
from actions.history import Complaint, Repeat
from tests.actions.acting import a_tracker, act, an_entity

JOINERY = {"org_type": "pme", "headcount": 14, "commune": "59295", "amount": 85_000, "investment": 85_000}
SMALL = {**JOINERY, "amount": 15_000, "investment": 15_000}
SMALLER = {**SMALL, "told_facts": SMALL, "last_check": "all"}
UNDER_WAY = {**JOINERY, "told_facts": JOINERY, "last_check": "all"}


async def test_an_answer_says_what_it_settled_and_the_next_question_is_another() -> None:
    tracker = a_tracker(
        entities=[an_entity("project", "innovation")],
        form="aids_form",
        requested_slot="project",
        project="innovation",
        **SMALLER,
    )
    said = await act(ValidateAidsForm(), tracker)
    assert said.responses == ["utter_settled"]
    assert "à faire confirmer : HDFID." in said.messages[0]["settled"]
    assert "ne l'est pas" not in said.messages[0]["settled"].lower()
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


async def test_what_an_answer_rules_out_is_said_with_its_reason() -> None:
    tracker = a_tracker(
        entities=[an_entity("project", "equipment")], form="aids_form", requested_slot="project", project="equipment",
        **SMALLER,
    )  # fmt: skip
    said = await act(ValidateAidsForm(), tracker)
    told = said.messages[0]["settled"]
    assert told == (
        "Ne convient pas : HDFID (il faut : projet innovant) ; Pionniers de l'IA (il faut : projet de recherche de rupture)."
    )


@pytest.mark.parametrize("sum_said", [15_000, 85_000])
async def test_a_firm_that_says_a_sum_sees_money_first_and_is_asked_nothing_of_a_public_body(sum_said: int) -> None:
    stated = {"org_type": "pme", "headcount": 12, "commune": "62498", "amount": sum_said, "investment": sum_said}
    told = await act(TellEveryAid(), a_tracker(**stated))
    cards = told.custom[0]["aids"]
    open_ones = [each["programme"] for each in cards if each["standing"] not in ("conditions_not_met", "scheme_ended")]
    paying = [each for each in open_ones if each in PAYING]
    assert paying
    assert open_ones[: len(paying)] == paying
    assert NO_DOUBT_CLOSED in open_ones[len(paying) + 1 :]
    assert ("ami-ia" in open_ones) == (sum_said == 85_000)
    assert "ami-ia" not in open_ones[:-1]
    asked, slots = [], {**stated, "told_facts": stated, "last_check": "all"}
    for _ in range(12):
        said = await act(ValidateAidsForm(), a_tracker("dont_know", form="aids_form", **slots))
        if said.slots["requested_slot"] is None:
            break
        asked.append(said.slots["requested_slot"])
        slots[asked[-1]] = "unknown"
    assert "manages_public_policy" not in asked
    assert "expenses" not in asked


NO_DOUBT_CLOSED = "industrie-du-futur"
PAYING = ("aden", "dacs", "france-2030-regionalise")


def test_the_place_in_a_check_counts_answers_and_never_goes_back_by_itself() -> None:
    slots: dict[str, object] = {}
    places = []
    for fact, value in (("expenses", ["staff"]), ("amount", 90_000), ("org_type", "commune"), ("commune", "62498")):
        places.append(steps.question("ami_form", fact, slots)["step"])
        slots[fact] = value
    assert places == [1, 2, 3, 4]
    assert steps.question("aids_form", "project", slots)["step"] is None
