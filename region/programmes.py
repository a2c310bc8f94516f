"""An aid and its conditions, read from its file under region/data/programmes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from region.procedure import Procedure
from region.records import Source


@dataclass(frozen=True)
class Condition:
    """One requirement: its rule in words and as a test, its source, and what to do when it is not met."""

    id: str
    label: str
    rule: str
    next_step: str
    source: Source | None  # None where nobody published anything
    test: Mapping[str, Any]
    also: tuple[Source, ...] = ()  # further sources of the same rule


@dataclass(frozen=True)
class Criterion:
    """What a source says of an aid: the condition that tests it, or why it is not tested."""

    says: str
    fact: str | None  # id of the fact read; None where nobody published anything
    condition: str | None = None
    untested: str | None = None


@dataclass(frozen=True)
class Version:
    """What changed in an aid's rules, and why."""

    version: str
    what: str
    why: str


@dataclass(frozen=True)
class Estimate:
    """A share of a stated spending, with a ceiling; only where a source gives the rate."""

    of: str
    percent: float
    note: str
    cap: float | None = None


@dataclass(frozen=True)
class Programme:
    """An aid. `opening` is said first of any verdict; `ended` once its last day is past; `gives` in a few words what it brings."""

    slug: str
    title: str
    audience: str
    rules_version: str
    checked_on: date
    calendar: str
    opening: str
    conditions: tuple[Condition, ...]
    asks: tuple[str, ...] = ()
    valid_until: date | None = None
    pays: bool = False  # it pays a part of a project; otherwise advice, a network, or nobody published it
    likely_over: bool = False  # its last known edition is no doubt closed, though no source gives the day
    gives: str | None = None
    ended: str | None = None
    page: str | None = None
    estimate: Estimate | None = None
    criteria: tuple[Criterion, ...] = ()
    history: tuple[Version, ...] = ()
    cases: str | None = None  # its cases as YAML, where an operator wrote them; otherwise they are in the pack's file
    procedure: Procedure | None = None  # only where a form on demarches-simplifiees.fr is known, with its source

    def over(self, today: date) -> bool:
        """Its last day is past."""
        return self.valid_until is not None and today > self.valid_until

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its conditions, each once."""
        cited = [(condition.source, *condition.also) for condition in self.conditions if condition.source]
        return tuple(dict.fromkeys(source for each in cited for source in each))
