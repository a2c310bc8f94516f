"""Conditions written as data: comparisons, sets, territory, dates and what nobody can state, read and evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from region.comparisons import COMPARISONS
from region.logic import Outcome, all_of, any_of, negation, unknown
from region.territory import Gazetteer, departement_of

Test = Mapping[str, Any]


@dataclass(frozen=True)
class Territory:
    """Where the service stands: its departments, and the communes it can name."""

    departements: tuple[str, ...]
    gazetteer: Gazetteer


@dataclass(frozen=True)
class Case:
    """What a test is evaluated against."""

    facts: Mapping[str, Any]
    territory: Territory
    today: date


def evaluate(test: Test, case: Case) -> Outcome:
    """Yes, no, or unknown with what is missing."""
    kind = _kind(test)
    return EVALUATORS[kind](test, case)


def facts_of(test: Test) -> tuple[str, ...]:
    """The facts a test reads, in order."""
    own = [test[word] for word in ("fact", "case") if word in test] + (
        ["commune", "departement"] if "territory" in test else []
    )
    return tuple(dict.fromkeys(own + [name for each in inner(test) for name in facts_of(each)]))


def _kind(test: Test) -> str:
    return next(kind for kind in EVALUATORS if kind in test)


def inner(test: Test) -> list[Test]:
    """The tests a test is made of."""
    held = [*test.get("all", ()), *test.get("any", ()), *([test["not"]] if "not" in test else [])]
    return held + [branch["test"] for branch in test.get("of", ()) if "test" in branch]


def _fact(test: Test, case: Case) -> Outcome:
    value = case.facts.get(test["fact"])
    if value is None:
        return _absent(test)
    return all_of(COMPARISONS[word](value, bound, test["fact"]) for word, bound in test.items() if word in COMPARISONS)


def _absent(test: Test) -> Outcome:
    """What an unstated fact counts as: yes, no, what somebody else must confirm, or simply not known yet."""
    said = test.get("absent", test["fact"])
    return unknown(said) if isinstance(said, str) else Outcome(said)


def _territory(test: Test, case: Case) -> Outcome:
    commune = case.facts.get("commune")
    departement = departement_of(commune) if commune else case.facts.get("departement")
    if departement is None:
        return unknown("territory")
    return Outcome(test["territory"] == "france" or departement in case.territory.departements)


def _by_case(test: Test, case: Case) -> Outcome:
    value = case.facts.get(test["case"])
    if value is None:
        return unknown(test["case"])
    nothing: Test = {"result": False}
    branch = next((branch for branch in test["of"] if value in branch["values"]), nothing)
    return Outcome(branch["result"]) if "result" in branch else evaluate(branch["test"], case)


def _dates(test: Test, case: Case) -> Outcome:
    start, end = test.get("from", date.min), test.get("until", date.max)
    return Outcome(start <= case.today <= end)


EVALUATORS: Mapping[str, Callable[[Test, Case], Outcome]] = {
    "fact": _fact,
    "territory": _territory,
    "case": _by_case,
    "dates": lambda test, case: _dates(test["dates"], case),
    "unknown": lambda test, _: unknown(test["unknown"]),
    "all": lambda test, case: all_of(evaluate(inner, case) for inner in test["all"]),
    "any": lambda test, case: any_of(evaluate(inner, case) for inner in test["any"]),
    "not": lambda test, case: negation(evaluate(test["not"], case)),
}
WORDS: Mapping[str, frozenset[str]] = {
    **{kind: frozenset({kind}) for kind in EVALUATORS},
    "fact": frozenset({"fact", "absent", *COMPARISONS}),
    "case": frozenset({"case", "of"}),
}
