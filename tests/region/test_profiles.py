"""A hundred and sixty organisations in their own words, in two sets: the aids a careful reader finds for each, and ours."""

from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml

from region import activity, all_aids, facts, statements
from region.all_aids import Assessment
from region.rules import Territory
from region.standing import SEEMS_OPEN, standing
from region.territory import built_in
from tests.regions import THE_REGION

TODAY = date(2026, 11, 26)
GAZETTEER = built_in()
SETS = {
    name: yaml.safe_load((Path(__file__).parents[1] / "data" / f"{name}.yml").read_text("utf-8"))
    for name in ("profiles", "profiles2")
}
PROFILES = [profile for profiles in SETS.values() for profile in profiles]
by_set = pytest.mark.parametrize("profiles", SETS.values(), ids=SETS)


def stated(profile: dict[str, Any]) -> dict[str, Any]:
    """What the profile gives as facts, its town by its code, and what its words say in passing: trade, dismissal…"""
    said = {**profile["facts"], "commune": GAZETTEER.everywhere(profile["facts"]["commune"])[0].code}
    trade = {"activity": activity.of(profile["activity"])} if profile.get("activity") else {}
    return facts.read({**statements.of(profile["sentence"]), **trade, **said})


def assessed(said: dict[str, Any], *, declined: tuple[str, ...] = ()) -> Assessment:
    catalogue = THE_REGION.catalogue
    here = Territory(catalogue.service.departements, GAZETTEER)
    return all_aids.assess(catalogue.programmes.values(), said, territory=here, today=TODAY, declined=declined)


def seems_open(profile: dict[str, Any]) -> set[str]:
    return {each.programme.slug for each in assessed(stated(profile)).verdicts if standing(each) in SEEMS_OPEN}


@by_set
def test_at_least_95_in_100_of_the_open_aids_are_found(profiles: list[dict[str, Any]]) -> None:
    wanted = [(each["id"], aid) for each in profiles for aid in each["open"]]
    found = {(each["id"], aid) for each in profiles for aid in seems_open(each)}
    missed = sorted(pair for pair in wanted if pair not in found)
    recall = 1 - len(missed) / len(wanted)
    print(f"{len(wanted)} aides ouvertes, rappel {recall:.3f}, manquées : {missed}")
    assert recall >= 0.95


@pytest.mark.parametrize("profile", PROFILES, ids=[each["id"] for each in PROFILES])
def test_no_aid_that_a_reader_closes_or_cannot_tell_seems_open(profile: dict[str, Any]) -> None:
    wrongly = seems_open(profile) & {*profile["closed"], *profile["unknown"]}
    assert not wrongly, (profile["sentence"], wrongly)


@by_set
def test_four_questions_at_most_settle_a_case_in_the_median(profiles: list[dict[str, Any]]) -> None:
    asked = [questions(stated(each)) for each in profiles]
    print(f"questions : médiane {median(asked)}, {sorted(Counter(asked).items())}")
    assert median(asked) <= 4


def questions(said: dict[str, Any]) -> int:
    """How many questions are left after the sentence, the person not knowing any of the answers."""
    declined: tuple[str, ...] = ()
    while question := assessed(said, declined=declined).next:
        declined += ("territory" if question.fact == "commune" else question.fact,)
    return len(declined)
