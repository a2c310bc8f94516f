"""How a stated value is compared with what a condition asks; a band that lies across a bound is unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from region.logic import Outcome, all_of, any_of, unknown
from region.vocabulary import Range


def _ranged(at_least: Callable[[float, float], bool]) -> Callable[[Any, float, str], Outcome]:
    """A comparison that also reads a band: the two ends must agree, otherwise nobody knows."""

    def compare(value: Any, bound: float, fact: str) -> Outcome:
        if not isinstance(value, Range):
            return Outcome(at_least(value, bound))
        low, high = at_least(value.low, bound), at_least(float("inf") if value.high is None else value.high, bound)
        return Outcome(low) if low == high else unknown(fact)

    return compare


def _between(value: Any, bounds: list[float], fact: str) -> Outcome:
    return all_of([COMPARISONS["at_least"](value, bounds[0], fact), COMPARISONS["at_most"](value, bounds[1], fact)])


COMPARISONS: Mapping[str, Callable[[Any, Any, str], Outcome]] = {
    "at_least": _ranged(lambda value, bound: value >= bound),
    "at_most": _ranged(lambda value, bound: value <= bound),
    "above": _ranged(lambda value, bound: value > bound),
    "below": _ranged(lambda value, bound: value < bound),
    "between": _between,
    "known": lambda value, wanted, _: Outcome((value is not None) is wanted),
    "is": lambda value, wanted, _: Outcome(value == wanted),
    "in": lambda value, wanted, _: Outcome(value in wanted),
    "any_in": lambda value, wanted, _: any_of(Outcome(item in wanted) for item in value),
    "starts_with": lambda value, wanted, _: Outcome(value.startswith(tuple(wanted))),
}
