"""Each sum goes to the field its words name, and to no other."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu import acts
from nlu.entities import Entity, Finder, Names
from nlu.entities.fields import named
from region import names
from region.vocabulary import SUMS

CASES = yaml.safe_load((Path(__file__).parent / "field_cases.yml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 26)
BOTH = "notre chiffre d'affaires est de 2 millions et le projet coûte 85 000"
FILED = [
    ("company_form", "turnover", {"amount": 2_000_000, "investment": 85_000}),
    ("company_form", "investment", {"turnover": 2_000_000, "amount": 85_000}),
    ("company_form", "headcount", {"turnover": 2_000_000, "investment": 85_000}),
    ("aids_form", "amount", {"turnover": 2_000_000, "amount": 85_000}),
    ("aids_form", "turnover", {"amount": 2_000_000, "investment": 85_000}),
    (None, None, {"turnover": 2_000_000, "amount": 85_000}),
]


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Names({}, names.DEPARTEMENTS, names.REGIONS, names.PROGRAMMES))


def sums(finder: Finder, text: str) -> list[Entity]:
    return [each for each in finder.find(text, today=TODAY) if each.entity == "amount"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_a_sum_is_of_the_field_its_words_name(case: dict[str, Any], finder: Finder) -> None:
    found = sums(finder, case["said"])
    fields = dict(named(case["said"], [(each.start, each.end) for each in found]))
    assert {each.value: fields.get((each.start, each.end)) for each in found} == case["fields"]


@pytest.mark.parametrize(("form", "asked", "facts"), FILED)
def test_a_sum_goes_under_the_fact_of_its_field_in_each_check(
    form: str | None, asked: str | None, facts: dict[str, int], finder: Finder
) -> None:
    found = acts.filed(BOTH, sums(finder, BOTH), asked=asked, form=form).facts
    assert {each.entity: each.value for each in found} == facts


def test_a_sum_of_a_field_that_no_check_asks_for_fills_nothing(finder: Finder) -> None:
    text = "un projet de 85 000 € avec 40 000 € de subvention"
    found = acts.filed(text, sums(finder, text), asked="amount", form="ami_form")
    assert {each.value: field for each, field in found.foreign.items()} == {40_000: "subsidy"}


def test_the_ami_asks_for_no_turnover(finder: Finder) -> None:
    found = acts.filed(BOTH, sums(finder, BOTH), asked="amount", form="ami_form")
    assert set(found.foreign.values()) == {"turnover"}


def test_every_field_that_fills_nothing_has_its_words() -> None:
    from nlu.entities.fields import ASKED, FIELDS

    assert SUMS.keys() == (FIELDS.keys() - ASKED) | {"turnover"}
