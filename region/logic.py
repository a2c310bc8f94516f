"""Three-valued logic: yes, no, and « we do not know yet », with what is missing to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """True, False or None (unknown); `missing` names what would settle an unknown."""

    truth: bool | None
    missing: tuple[str, ...] = ()


def unknown(*missing: str) -> Outcome:
    """Not known until these are."""
    return Outcome(None, missing)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """One « no » settles it; otherwise one unknown leaves it open."""
    return _combined(tuple(outcomes), decisive=False)


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """One « yes » settles it; otherwise one unknown leaves it open."""
    return _combined(tuple(outcomes), decisive=True)


def negation(outcome: Outcome) -> Outcome:
    """No becomes yes; unknown stays unknown."""
    return outcome if outcome.truth is None else Outcome(not outcome.truth)


def _combined(outcomes: tuple[Outcome, ...], *, decisive: bool) -> Outcome:
    if any(outcome.truth is decisive for outcome in outcomes):
        return Outcome(decisive)
    missing = [name for outcome in outcomes if outcome.truth is None for name in outcome.missing]
    open_ = any(outcome.truth is None for outcome in outcomes)
    return unknown(*dict.fromkeys(missing)) if open_ else Outcome(not decisive)
