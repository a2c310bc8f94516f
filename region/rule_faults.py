"""What is wrong in a condition as written: unknown words, facts or values that do not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from region.comparisons import COMPARISONS
from region.rules import EVALUATORS, WORDS, Test, inner
from region.vocabulary import CONFIRMATIONS, VOCABULARY
from region.wordings import say


@dataclass(frozen=True)
class Shape:
    """What may follow a word: its name in wordings, and whether a value is one."""

    name: str
    fits: Callable[[Any], bool]


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _bounds(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_number, value)) and value[0] <= value[1]


def _days(value: Any) -> bool:
    if not isinstance(value, Mapping) or not value or set(value) - {"from", "until"}:
        return False
    return all(isinstance(day, date) for day in value.values())


def _branches(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_branch, value))


def _branch(value: Any) -> bool:
    """« values » and either « result », yes or no, or « test »."""
    if not isinstance(value, Mapping) or not _texts(value.get("values")):
        return False
    return set(value) == {"values", "test"} or (
        set(value) == {"values", "result"} and isinstance(value["result"], bool)
    )


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _tests(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


NUMBER = Shape("number", _number)
LIST = Shape("list", _texts)
SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(("at_least", "at_most", "above", "below"), NUMBER),
    "between": Shape("bounds", _bounds),
    **dict.fromkeys(("in", "any_in", "starts_with"), LIST),
    "known": Shape("flag", lambda value: isinstance(value, bool)),
    "absent": Shape("absent", lambda value: isinstance(value, (bool, str))),
    **dict.fromkeys(("fact", "case", "unknown"), Shape("name", lambda value: isinstance(value, str))),
    "territory": Shape("territory", lambda value: value in ("service", "france")),
    "dates": Shape("days", _days),
    "of": Shape("branches", _branches),
    **dict.fromkeys(("all", "any"), Shape("tests", _tests)),
}
NUMBERS = frozenset({"euros", "count"})
READ_BY: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("at_least", "at_most", "above", "below", "between"), NUMBERS),
    "any_in": frozenset({"choices"}),
    "in": frozenset({"choice", "text", "naf", "departement", "commune", "siren"}),
    "starts_with": frozenset({"text", "naf", "departement", "commune", "siren"}),
}
"""The kinds of facts a comparison can read; one that is not here reads any."""


def faults(test: Any) -> Iterator[str]:
    """What is wrong in a test as written: unknown words, facts that do not exist."""
    kinds = [kind for kind in EVALUATORS if isinstance(test, Mapping) and kind in test]
    if len(kinds) != 1:
        yield say("rule.one_of", listed=", ".join(EVALUATORS))
        return
    extra = set(test) - WORDS[kinds[0]]
    if extra:
        yield say("rule.word", listed=", ".join(sorted(extra)))
    if unshaped := list(_shape_faults(test)):
        yield from unshaped
        return
    fact = test.get("fact") or test.get("case")
    if fact is not None and fact not in VOCABULARY:
        yield say("rule.no_fact", name=fact)
    if kinds[0] == "fact" and test["fact"] in VOCABULARY:
        yield from _comparison_faults(test)
    if kinds[0] == "unknown" and test["unknown"] not in CONFIRMATIONS:
        yield say("rule.no_name", name=test["unknown"])
    for each in inner(test):
        yield from faults(each)


def _shape_faults(test: Test) -> Iterator[str]:
    """What no evaluation could read: a bound that is no number, a list that is none, a day that is none."""
    for word, value in test.items():
        shape = SHAPES.get(word)
        if shape and not shape.fits(value):
            yield say("rule.shape", word=word, wanted=say(f"rule.shape_{shape.name}"))


def _comparison_faults(test: Test) -> Iterator[str]:
    if not COMPARISONS.keys() & test.keys():
        yield say("rule.compares_nothing", fact=test["fact"])
    absent = test.get("absent")
    if isinstance(absent, str) and absent not in CONFIRMATIONS:
        yield say("rule.no_name", name=absent)
    values = VOCABULARY.get(str(test["fact"]), {}).get("values")
    for word in ("in", "any_in"):
        yield from (
            say("rule.no_value", item=item, fact=test["fact"])
            for item in test.get(word, ())
            if values and item not in values
        )
    kind = VOCABULARY[str(test["fact"])]["kind"]
    for word in COMPARISONS.keys() & test.keys():
        if kind not in READ_BY.get(word, {kind}):
            yield say("rule.not_of_this_fact", word=word, fact=test["fact"])
