"""Holds the table of an aid complete: what a source says → the condition that tests it → cases that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from region import eligibility, facts, rules
from region.cases import Example
from region.programmes import Condition, Programme
from region.rules import Territory
from region.wordings import say

LEAST_CASES = 10


def faults(programme: Programme, examples: Sequence[Example], *, here: Territory, today: date) -> Iterator[str]:
    """What is missing in the table of a programme that has one."""
    if not programme.criteria:
        return
    yield from _criteria(programme)
    if len(examples) < LEAST_CASES:
        yield say("criteria.few_cases", count=len(examples), least=LEAST_CASES)
    shown = _shown(programme, examples, here, today)
    for condition in programme.conditions:
        for status in sorted(_expected(condition) - shown[condition.id]):
            yield say("criteria.no_case", id=condition.id, status=status)


def _criteria(programme: Programme) -> Iterator[str]:
    known = {condition.id for condition in programme.conditions}
    tested = {criterion.condition for criterion in programme.criteria}
    for criterion in programme.criteria:
        if (criterion.condition is None) == (criterion.untested is None):
            yield say("criteria.nothing", says=criterion.says)
        if criterion.condition and criterion.condition not in known:
            yield say("criteria.no_condition", says=criterion.says, condition=criterion.condition)
    for name in sorted(known - tested):
        yield say("criteria.not_read", name=name)
    if not programme.history or programme.history[0].version != programme.rules_version:
        yield say("criteria.history", rules_version=programme.rules_version)


def _expected(condition: Condition) -> set[str]:
    """A condition on facts must be seen unknown and not met; one that others confirm, unknown only."""
    if not rules.facts_of(condition.test):
        return set() if "dates" in condition.test else {"unknown"}
    return {"unknown", "not_met"} if _may_fail(condition) else {"unknown"}


def _may_fail(condition: Condition) -> bool:
    """Somewhere in the test something else than a confirmation follows when the facts do not suit."""
    suits = [condition.test, *condition.test.get("any", ())]
    return not any(_never_fails(each) for each in suits)


def _never_fails(test: rules.Test) -> bool:
    return (
        "unknown" in test
        or test.get("territory") == "france"
        or ("all" in test and all(map(_never_fails, test["all"])))
    )


def _shown(programme: Programme, examples: Sequence[Example], here: Territory, today: date) -> dict[str, set[str]]:
    shown: dict[str, set[str]] = {condition.id: set() for condition in programme.conditions}
    for example in examples:
        stated = facts.read(example.facts)
        verdict = eligibility.check(programme, stated, territory=here, today=example.today or today)
        for item in verdict.checked:
            shown[item.condition.id].add(item.status)
    return shown
