"""The verdict: its shape, what was stated, the facts that cannot be read, and three-valued logic."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.cli import main
from region import eligibility, facts, rules
from region.eligibility import Verdict
from region.facts import BadFacts
from region.logic import Outcome, all_of, any_of, negation
from region.rules import Case, Territory
from region.territory import built_in
from tests.regions import THE_REGION

TODAY = date(2026, 11, 25)
HERE = Territory(("02", "59", "60", "62", "80"), built_in())
TRUTHS = st.sampled_from([Outcome(True), Outcome(False), Outcome(None, ("amount",)), Outcome(None, ("org_type",))])
LENS = {"org_type": "commune", "commune": "62498", "amount": 80000, "expenses": ["staff", "other"]}
TYPES = [*facts.VOCABULARY["org_type"]["values"], None]


def verdict(slug: str = "ami-ia", **stated: Any) -> Verdict:
    programme = THE_REGION.catalogue.programmes[slug]
    return eligibility.check(programme, facts.read(stated), territory=HERE, today=TODAY)


def test_the_verdict_object_has_the_frozen_shape() -> None:
    told = verdict(**LENS).to_dict()
    assert {"programme", "verdict", "failed", "missing", "conditions", "estimate", "calendar", "rules_version"} < set(
        told
    )
    assert told["checked_on"] == "2026-11-26"
    assert told["estimate"] is None
    assert told["calendar"] == "unknown"
    assert [each["id"] for each in told["conditions"]] == ["territory", "beneficiary", "project_cost", "expenses"]
    assert all({"id", "label", "status", "stated", "rule", "source"} <= set(each) for each in told["conditions"])
    assert json.loads(json.dumps(told)) == told


def test_what_was_stated_is_said_back_in_french() -> None:
    assert [each.stated for each in verdict(**LENS).checked] == [
        "Lens (Pas-de-Calais)",
        "commune",
        "80\u00a0000\u00a0€",
        "personnel et autre dépense",
    ]


def test_nobody_knowing_whether_the_ami_is_open_is_said_first() -> None:
    assert "encore ouvert" in verdict(**LENS).opening


def test_only_a_failed_condition_has_a_next_step() -> None:
    conditions = verdict(**{**LENS, "amount": 1}).to_dict()["conditions"]
    assert [bool(each.get("next_step")) for each in conditions] == [False, False, True, False]


def test_an_ended_aid_says_so_first() -> None:
    told = verdict("inac").to_dict()
    assert (told["verdict"], told["calendar"]) == ("scheme_ended", "closed")
    assert "31 décembre 2022" in told["opening"]


def test_the_wording_of_a_verdict_never_denies_a_right() -> None:
    said = json.dumps([dict(THE_REGION.catalogue.wordings)], ensure_ascii=False)
    assert "pas droit" not in said
    assert "À titre indicatif" in said


@pytest.mark.parametrize(
    "raw",
    [
        {"foo": 1},
        {"amount": "70000"},
        {"amount": -1},
        {"amount": 0.5},
        {"amount": True},
        {"amount": float("nan")},
        {"amount": float("inf")},
        {"amount": {"min": 3, "most": 4}},
        {"expenses": "staff"},
        {"expenses": ["travel"]},
        {"expenses": [[]]},
        {"commune": "Lens"},
        {"commune": 62498},
        {"departement": "Nord"},
        {"departement": "621"},
        {"org_type": "mairie"},
        {"org_type": []},
        {"public_interest": "oui"},
        {"siren": "732829321"},
        {"naf": "informatique"},
        {"legal_form": ""},
    ],
)
def test_a_fact_that_cannot_be_read_is_refused_by_name(raw: dict[str, Any]) -> None:
    with pytest.raises(BadFacts) as refused:
        facts.read(raw)
    assert [error["fact"] for error in refused.value.to_dict()["errors"]] == list(raw)


@pytest.mark.parametrize("raw", [[], "x", 3, None])
def test_facts_must_be_an_object(raw: Any) -> None:
    with pytest.raises(BadFacts):
        facts.read(raw)


def test_unknown_and_null_are_left_out_while_zero_false_and_empty_are_answers() -> None:
    raw = {"amount": 0, "public_interest": False, "expenses": [], "commune": None, "org_type": "unknown"}
    assert facts.read(raw) == {"amount": 0, "public_interest": False, "expenses": []}


def test_a_siret_gives_its_siren() -> None:
    assert facts.read({"siren": "732 829 320 00074"}) == {"siren": "732829320"}


def test_slots_that_are_not_facts_are_ignored_by_the_dialogue() -> None:
    assert facts.stated({"amount": 80000, "requested_slot": "x", "org_type": "mairie"}) == {"amount": 80000}


@given(st.lists(TRUTHS, max_size=5))
def test_logic_agrees_with_itself(outcomes: list[Outcome]) -> None:
    negated = any_of(negation(each) for each in outcomes)
    assert negation(all_of(outcomes)).truth == negated.truth
    assert all_of(outcomes).missing == negated.missing


@given(
    st.fixed_dictionaries(
        {
            "org_type": st.sampled_from(TYPES),
            "commune": st.sampled_from([None, "62498", "75056"]),
            "amount": st.one_of(st.none(), st.integers(0, 400_000)),
            "public_interest": st.sampled_from([None, True, False]),
            "manages_public_policy": st.sampled_from([None, True, False]),
            "expenses": st.one_of(st.none(), st.lists(st.sampled_from(["staff", "other"]), max_size=2)),
        }
    )
)
def test_a_verdict_follows_from_its_conditions(stated: dict[str, Any]) -> None:
    told = verdict(**stated).to_dict()
    statuses = {each["status"] for each in told["conditions"]}
    expected = (
        "conditions_not_met" if told["failed"] else "missing_information" if told["missing"] else "conditions_met"
    )
    assert told["verdict"] == expected
    assert ("unknown" in statuses) == bool(told["missing"])
    assert ("not_met" in statuses) == bool(told["failed"])


@pytest.mark.parametrize(
    ("test", "day", "truth"),
    [
        ({"dates": {"from": date(2026, 1, 1), "until": date(2026, 11, 25)}}, TODAY, True),
        ({"dates": {"until": date(2026, 11, 24)}}, TODAY, False),
        ({"dates": {"from": date(2026, 11, 26)}}, TODAY, False),
        ({"not": {"territory": "service"}}, TODAY, None),
        ({"any": [{"fact": "amount", "above": 1}, {"dates": {"until": TODAY}}]}, TODAY, True),
        ({"all": [{"fact": "amount", "above": 1}, {"dates": {"until": TODAY}}]}, TODAY, None),
    ],
)
def test_dates_negations_and_unknowns(test: dict[str, Any], day: date, truth: bool | None) -> None:
    assert rules.evaluate(test, Case({}, HERE, day)).truth is truth


def test_the_command_prints_a_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eligibility", "ami-ia", "--facts", json.dumps(LENS), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "conditions_met"


def test_a_bad_line_of_a_batch_leaves_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = tmp_path / "cases.jsonl"
    batch.write_text(
        f'{json.dumps({"facts": LENS})}\nnot json\n{{"facts": {{"foo": 1}}}}\n{{"facts": {{}}}}\n', "utf-8"
    )
    assert main(["eligibility", "ami-ia", "--batch", str(batch), "--json"]) == 1
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [next(iter(each)) for each in said] == ["programme", "error", "error", "programme"]
    assert said[2]["error"]["errors"][0]["fact"] == "foo"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["eligibility", "nope", "--facts", "{}"], 1),
        (["eligibility", "ami-ia", "--facts", "{"], 1),
        (["eligibility", "ami-ia", "--facts", '{"amount": "x"}'], 1),
        (["eligibility", "ami-ia", "--batch", "/nope.jsonl"], 1),
    ],
)
def test_a_foreseen_failure_is_one_sentence(
    arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_the_day_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eligibility", "inac", "--facts", '{"departement": "59"}', "--json", "--today", "2022-06-01"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "conditions_met"
