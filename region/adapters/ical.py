"""Reads an agenda as Outlook, Google, Nextcloud and others write it: repeated, moved, cancelled, hostile or broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from region.adapters import ical_dates, ical_events
from region.adapters.ical_blocks import Block, calendars
from region.adapters.ical_component import Component, component
from region.agenda import Event
from region.brought import Brought
from region.in_force import InForce
from region.problems import DataError, Problem
from region.wordings import say


def read(text: str, *, name: str, held: InForce, url: str | None = None) -> Brought[Event]:
    """The events of an iCal text, those of each calendar in it; a bad one is named by its line and UID.

    `url` is the subscription address it came from: it tells its dates from others', and is never cited.

    Raises DataError when it is no agenda, or when nothing in it can be read.
    """
    found = calendars(text)
    if not found:
        raise DataError(Problem(name, 1, say("ical.not_one")))
    parts = [_calendar(calendar, name=name, held=held, url=url) for calendar in found]
    kept = {event.uid: event for part in parts for event in part.read}
    cancelled = frozenset(uid for part in parts for uid in part.cancelled)
    refused = tuple(sorted(problem for part in parts for problem in part.refused))
    if not kept and not cancelled:
        raise DataError(*(refused or (Problem(name, 1, say("ical.none_coming")),)))
    doubtful = frozenset(uid for part in parts for uid in part.doubtful)
    return Brought(tuple(kept.values()), refused, url or parts[0].origin or name, cancelled, doubtful)


def _calendar(calendar: Block, *, name: str, held: InForce, url: str | None) -> Brought[Event]:
    good, refused = _components(calendar, name)
    origin = url or ical_events.calendar_name(calendar) or name
    read: list[Event] = []
    cancelled: set[str] = set()
    doubtful: set[str] = set()
    for same in _by_uid(good):
        try:
            made = [_made(each, calendar, held=held, origin=origin) for each in ical_dates.dates(same, held.today)]
        except ValueError as error:
            refused.append(_problem(name, same[0], error))
            continue
        read += [event for event, _, off in made if not off]
        cancelled |= {event.uid for event, _, off in made if off}
        doubtful |= {event.uid for event, told, off in made if not told and not off}
    return Brought(tuple(read), tuple(refused), origin, frozenset(cancelled), frozenset(doubtful))


def _components(calendar: Block, name: str) -> tuple[list[Component], list[Problem]]:
    good: list[Component] = []
    refused: list[Problem] = []
    for block in calendar.events:
        try:
            good.append(component(block, calendar))
        except ValueError as error:
            refused.append(
                Problem(name, block.line, say("ical.event", event=block.value("UID") or "sans UID", fault=error))
            )
    return good, refused


def _problem(name: str, found: Component, error: ValueError) -> Problem:
    return Problem(name, found.line, say("ical.event", event=found.uid, fault=error))


def _by_uid(found: list[Component]) -> Iterator[list[Component]]:
    groups: dict[str, list[Component]] = {}
    for each in found:
        groups.setdefault(each.uid, []).append(each)
    yield from groups.values()


def _made(when: Mapping[str, Any], calendar: Block, *, held: InForce, origin: str) -> tuple[Event, bool, bool]:
    return ical_events.event(when["part"], calendar, uid=when["uid"], held=held, origin=origin)
