"""One thing the Région says: its short answer, its source, its dates, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from region import formats
from region.wordings import say

TOPICS = ("smalltalk", "roadmap", "prochia", "ami", "company", "workshops", "ethics", "territory", "service")
KINDS = ("officiel", "presse", "contenu partenaire", "site non officiel")
CONFIDENCES = ("sourced", "found", "to_verify", "unknown")
NOT_DATED = say("not_dated")


@dataclass(frozen=True)
class Figure:
    """A number a record holds, with its unit."""

    value: int | float
    unit: str | None = None

    def __str__(self) -> str:
        return formats.quantity(self.value, self.unit)


@dataclass(frozen=True)
class Source:
    """Where something was read, and when it was written; `passage` is a short quotation that its page holds."""

    title: str
    url: str | None
    kind: str
    date: Day | None = None
    date_label: str = NOT_DATED
    passage: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The source object of a reply; `passage` where there is one."""
        return {
            "title": self.title,
            "url": self.url,
            "date": self.date.isoformat() if self.date else None,
            "date_label": self.date_label,
            "kind": self.kind,
        } | ({"passage": self.passage} if self.passage else {})

    @property
    def latest(self) -> Day | None:
        """The last day it can have been written: its date, or the end of the last year its label names."""
        years = re.findall(r"\b(?:19|20)\d\d\b", self.date_label)
        return self.date or (Day(int(max(years)), 12, 31) if years else None)


@dataclass(frozen=True)
class Button:
    """A choice offered under an answer; the payload is a Rasa one, never shown."""

    title: str
    payload: str


@dataclass(frozen=True)
class Record:
    """An answer with its source. `raw` is what its writer wrote, for whoever edits it."""

    id: str
    topic: str
    title: str
    answer: str  # figures already written in
    simple: str
    checked_on: Day
    confidence: str  # one of CONFIDENCES; « unknown »: nobody knows, and where to ask
    source: Source | None = None
    intents: tuple[str, ...] = ()
    when: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 0
    figures: Mapping[str, Figure] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    valid_from: Day | None = None
    valid_until: Day | None = None
    buttons: tuple[Button, ...] = ()
    supersedes: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()  # forms in which people ask for what it says
    names: tuple[str, ...] = ()  # persons, firms, places, polls, projects it speaks of
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def expired(self, today: Day) -> bool:
        """Past its last day of validity."""
        return self.valid_until is not None and today > self.valid_until

    def pending(self, today: Day) -> bool:
        """Not yet valid."""
        return self.valid_from is not None and today < self.valid_from

    def stale(self, today: Day) -> bool:
        """« information ancienne, à vérifier »: its source or its last check is over twelve months old."""
        limit = formats.months_before(today)
        written = self.source.latest if self.source else None
        return self.checked_on < limit or (written is not None and written < limit)

    def due(self, today: Day) -> bool:
        """To check again: last checked over twelve months ago, or before it expired."""
        past = self.expired(today) and self.valid_until is not None and self.checked_on <= self.valid_until
        return past or self.checked_on < formats.months_before(today)

    def suits(self, facts: Mapping[str, Any]) -> bool:
        """Whether what was said in the conversation selects it; a list of values means any of them."""
        return all(
            facts.get(name) in (wanted if isinstance(wanted, list) else [wanted]) for name, wanted in self.when.items()
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its source, or none."""
        return (self.source,) if self.source else ()
