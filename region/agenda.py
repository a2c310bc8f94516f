"""Which workshops and events are coming near a place, and an honest answer when none is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time

from region import formats
from region.records import Source
from region.wordings import say

KINDS = ("atelier", "cafe-ia", "evenement")


@dataclass(frozen=True)
class Event:
    """A dated event as its organiser announced it; `checked_on` is the day it was brought in."""

    uid: str
    title: str
    starts_on: date
    ends_on: date
    source: Source
    checked_on: date
    kind: str = "evenement"  # one of KINDS
    starts_at: time | None = None  # Paris time
    ends_at: time | None = None
    audience: str | None = None
    place: str | None = None
    commune: str | None = None  # INSEE code
    description: str | None = None
    url: str | None = None
    origin: str | None = None  # the file, calendar or console it was brought by

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError(say("ends_before"))

    @property
    def when(self) -> str:
        """« mardi 3 mars 2026 de 14 h à 16 h »."""
        days = formats.period(self.starts_on, self.ends_on)
        if self.starts_at is None or self.starts_on != self.ends_on:
            return days
        start = formats.clock_time(self.starts_at)
        if self.ends_at is None:
            return say("when.from", days=days, start=start)
        return say("when.from_to", days=days, start=start, end=formats.clock_time(self.ends_at))

    @property
    def facts(self) -> tuple[str, ...]:
        """What its organiser announced, as texts an answer may hold."""
        held = (self.title, self.when, self.place, self.audience, self.url, self.starts_on.isoformat())
        return tuple(each for each in held if each)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for: a period, communes (the one named, or its EPCI's), kinds, events by their name.

    `label` is what those of that name are called together; alone, no event bears it.
    """

    since: date
    until: date | None = None
    communes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    uids: frozenset[str] = frozenset()
    label: str = ""

    def suits(self, event: Event) -> bool:
        """Whether an event is in the period, the place and the kinds."""
        return (
            event.ends_on >= self.since
            and (self.until is None or event.starts_on <= self.until)
            and (not self.communes or event.commune in self.communes)
            and self.is_of(event)
            and (bool(self.uids) or not self.label)
        )

    def is_of(self, event: Event) -> bool:
        """Whether an event is of the kinds and among the names."""
        return (not self.kinds or event.kind in self.kinds) and (not self.uids or event.uid in self.uids)


def coming(events: Iterable[Event], wanted: Wanted, *, most: int = 3) -> tuple[Event, ...]:
    """The next events that suit, soonest first. Empty means: none is known, say so."""
    suited = sorted(
        (event for event in events if wanted.suits(event)), key=lambda event: (event.starts_on, event.title)
    )
    return tuple(suited[:most])


def nearest(
    events: Iterable[Event], wanted: Wanted, *, km: Callable[[Event], float | None], most: int = 3
) -> tuple[Event, ...]:
    """The next dates wherever they are, the nearest towns first; of other kinds where none of those wanted is known."""
    anywhere = [event for event in events if event.ends_on >= wanted.since]
    alike = [event for event in anywhere if wanted.is_of(event)] or anywhere
    return tuple(sorted(alike, key=lambda event: (_away(km(event)), event.starts_on, event.title))[:most])


def as_of(events: Iterable[Event]) -> date | None:
    """The last day something was brought into the agenda; None where nothing was."""
    return max((event.checked_on for event in events), default=None)


def _away(km: float | None) -> float:
    return float("inf") if km is None else round(km)
