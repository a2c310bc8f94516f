"""Which workshops and events are coming near a place, and an honest answer when none is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from region import formats
from region.records import Source

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
            raise ValueError("la fin vient avant le début")

    @property
    def when(self) -> str:
        """« mardi 3 mars 2026 de 14 h à 16 h »."""
        days = formats.period(self.starts_on, self.ends_on)
        if self.starts_at is None or self.starts_on != self.ends_on:
            return days
        start = formats.clock_time(self.starts_at)
        return f"{days} de {start} à {formats.clock_time(self.ends_at)}" if self.ends_at else f"{days} à {start}"

    @property
    def facts(self) -> tuple[str, ...]:
        """What its organiser announced, as texts an answer may hold."""
        held = (self.title, self.when, self.place, self.audience, self.url, self.starts_on.isoformat())
        return tuple(each for each in held if each)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for: a period, communes (the one named, or its EPCI's), kinds."""

    since: date
    until: date | None = None
    communes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def suits(self, event: Event) -> bool:
        """Whether an event is in the period, the place and the kinds."""
        return (
            event.ends_on >= self.since
            and (self.until is None or event.starts_on <= self.until)
            and (not self.communes or event.commune in self.communes)
            and (not self.kinds or event.kind in self.kinds)
        )


def coming(events: Iterable[Event], wanted: Wanted, *, most: int = 3) -> tuple[Event, ...]:
    """The next events that suit, soonest first. Empty means: none is known, say so."""
    suited = sorted(
        (event for event in events if wanted.suits(event)), key=lambda event: (event.starts_on, event.title)
    )
    return tuple(suited[:most])
