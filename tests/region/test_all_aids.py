"""One case, every aid: the order, the next question, ranges and unknowns, and the time it takes."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.cli import main
from region import all_aids, facts
from region.all_aids import Assessment
from region.eligibility import NOT_MET
from region.rules import Territory
from region.standing import CLOSED, SEEMS_OPEN, STANDINGS, answering_first, standing
from region.territory import built_in
from region.vocabulary import VOCABULARY
from tests.cost import least
from tests.regions import THE_REGION

TODAY = date(2026, 11, 26)
HERE = Territory(("02", "59", "60", "62", "80"), built_in())
JOINERY = {"org_type": "pme", "headcount": 14, "commune": "59295", "amount": 85000, "activity": "other"}
NUMBERS = st.integers(0, 3_000_000)
RANGES = st.builds(
    lambda low, more: {"min": low, "max": None if more is None else (low or 0) + more},
    st.none() | NUMBERS,
    st.none() | NUMBERS,
)


def _values(fact: dict[str, Any]) -> st.SearchStrategy[Any]:
    kind = fact["kind"]
    if kind in ("euros", "count"):
        return NUMBERS | RANGES
    if kind in ("choice", "choices"):
        one = st.sampled_from(list(fact["values"]))
        return one if kind == "choice" else st.lists(one, max_size=3)
    given_values = {
        "flag": [True, False],
        "commune": ["59350", "75056"],
        "departement": ["62", "76"],
        "siren": ["732829320"],
        "naf": ["47.71Z", "69.10Z", "62.01Z"],
        "text": ["5710", "7210", "1000"],
    }
    return st.sampled_from(given_values[kind])


FACTS = {name: _values(dict(fact)) for name, fact in VOCABULARY.items()}
CASES = st.fixed_dictionaries({}, optional=FACTS)
ONE_MORE = st.sampled_from(sorted(FACTS)).flatmap(lambda name: st.tuples(st.just(name), FACTS[name]))


def assessed(raw: dict[str, Any]) -> Assessment:
    programmes = THE_REGION.catalogue.programmes.values()
    declined = facts.declined(raw)
    return all_aids.assess(programmes, facts.read(raw), territory=HERE, today=TODAY, declined=declined)


def test_every_aid_is_told_the_most_open_first() -> None:
    found = assessed(JOINERY).verdicts
    assert {each.programme.slug for each in found} == set(THE_REGION.catalogue.programmes)
    order = [STANDINGS.index(standing(each)) for each in found]
    assert order == sorted(order)
    assert "diag-data-ia" in {each.programme.slug for each in found if standing(each) in SEEMS_OPEN}


def test_the_next_question_names_the_aids_it_settles_and_the_conditions_that_read_it() -> None:
    question = assessed(JOINERY).next
    assert question is not None
    assert question.settles
    assert {title for title, _ in question.conditions} == {
        THE_REGION.catalogue.programmes[slug].title for slug in question.settles
    }


def test_the_first_question_about_nobody_is_what_kind_of_body_asks() -> None:
    question = assessed({}).next
    assert question is not None
    assert question.fact == "org_type"
    assert len(question.settles) >= 5


def test_a_question_answered_by_i_do_not_know_is_not_asked_again() -> None:
    first = assessed(JOINERY).next
    assert first is not None
    second = assessed({**JOINERY, first.fact: "unknown"}).next
    assert second is None or second.fact != first.fact


def test_a_case_that_nothing_more_can_settle_is_asked_nothing() -> None:
    town = {"org_type": "commune", "commune": "62498", "amount": 80000, "expenses": ["staff"], "project": "equipment"}
    assert assessed(town).next is None


def test_a_firm_not_created_yet_is_told_what_waits_for_its_registration() -> None:
    aden = next(each for each in assessed({"registered": False}).verdicts if each.programme.slug == "aden")
    assert aden.failed == ("registration",)


@settings(max_examples=150, deadline=None)
@given(CASES, ONE_MORE)
def test_one_more_fact_never_opens_an_aid_that_was_closed_unless_it_answers_what_closed_it(
    raw: dict[str, Any], added: tuple[str, Any]
) -> None:
    name, value = added
    if name in raw:
        return
    before = {each.programme.slug: each for each in assessed(raw).verdicts}
    for after in assessed({**raw, name: value}).verdicts:
        if before[after.programme.slug].verdict == NOT_MET and standing(after) in SEEMS_OPEN:
            assert name == "commune"  # which says where the seat is, whatever department was said
            assert "territory" in before[after.programme.slug].failed


@settings(max_examples=150, deadline=None)
@given(CASES)
def test_a_range_says_no_more_than_the_numbers_it_holds(raw: dict[str, Any]) -> None:
    known = facts.read(raw)
    ranged = {name: value for name, value in raw.items() if isinstance(value, dict) and name in known}
    told = {each.programme.slug: each.verdict for each in assessed(raw).verdicts}
    for end in ("min", "max"):
        exact = {name: value[end] if value.get(end) is not None else value for name, value in ranged.items()}
        for each in assessed({**raw, **exact}).verdicts:
            if told[each.programme.slug] in (NOT_MET, "conditions_met"):
                assert each.verdict == told[each.programme.slug]


def test_all_verdicts_take_less_than_five_milliseconds() -> None:
    assessed(JOINERY)
    spent = least(lambda attempt: [assessed(JOINERY) for _ in range(10)]) / 10 * 1000
    print(f"{spent:.2f} ms de processeur")
    assert spent <= 5


def test_the_command_gives_every_verdict_and_the_next_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eligibility", "--all", "--facts", json.dumps(JOINERY), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["verdicts"]) == len(THE_REGION.catalogue.programmes)
    assert set(told["next"]) == {"fact", "label", "settles"}


def test_an_aid_no_doubt_closed_is_never_before_one_that_may_be_open() -> None:
    stated = facts.read({"org_type": "pme", "headcount": 40, "commune": "62498", "investment": 90_000})
    found = all_aids.assess(THE_REGION.catalogue.programmes.values(), stated, territory=HERE, today=TODAY).verdicts
    order = [each for each in answering_first(found) if standing(each) not in CLOSED]
    over = [bool(each.programme.likely_over) for each in order if each.programme.audience == "company"]
    assert any(over)
    assert over == sorted(over)
