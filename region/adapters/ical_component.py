"""Makes a VEVENT that can be understood of the lines of one, or says what is wrong in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

import icalendar

from region.adapters.ical_blocks import Block, Property
from region.adapters.ical_zones import set_zone
from region.wordings import say

TIMED = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
PRIVATE = frozenset({"PRIVATE", "CONFIDENTIAL"})
EARLIEST = 1970


@dataclass(frozen=True)
class Component:
    """A VEVENT that can be understood, with the line it begins on."""

    line: int
    uid: str
    sequence: int
    start: str  # as written, to tell two events of the same UID
    part: icalendar.Event


def component(block: Block, calendar: Block) -> Component:
    """The VEVENT of a block. Raises ValueError with what is wrong in it."""
    if not block.closed:
        raise ValueError(say("ical.unfinished"))
    if not block.value("DTSTART"):
        raise ValueError(say("ical.no_date"))
    if block.value("CLASS").upper() in PRIVATE:
        raise ValueError(say("ical.private"))
    read = [set_zone(each, calendar) if each.name in TIMED else each for each in block.properties]
    part = _parsed(read)
    _check(part)
    uid = block.value("UID") or _own_uid(block)
    return Component(block.line, uid[:150], _whole(block.value("SEQUENCE")), block.value("DTSTART"), part)


def _parsed(read: list[Property]) -> icalendar.Event:
    lines = ["BEGIN:VEVENT", *map(str, read), "END:VEVENT", ""]
    part = icalendar.Event.from_ical("\r\n".join(lines))
    for name, _ in part.errors:
        if name in TIMED | {"RRULE", "DURATION"}:
            raise ValueError(say("ical.unreadable", name=name))
    return part


def _check(part: icalendar.Event) -> None:
    """Refuse an end before the start and impossible days; an end of another sort than its start is left out."""
    start = part["DTSTART"].dt
    if day_of(start).year < EARLIEST:
        raise ValueError(say("ical.too_old"))
    if "DTEND" in part and isinstance(part["DTEND"].dt, datetime) != isinstance(start, datetime):
        del part["DTEND"]
    if "DTEND" in part and "DURATION" in part:
        del part["DURATION"]
    if "DTEND" in part and part["DTEND"].dt < start:
        raise ValueError(say("ends_before"))


def day_of(value: date | datetime) -> date:
    """Return the day of an instant, or the day itself."""
    return value.date() if isinstance(value, datetime) else value


def _whole(value: str) -> int:
    return int(value) if value.isdecimal() else 0


def _own_uid(block: Block) -> str:
    said = "\0".join((block.value("SUMMARY"), block.value("DTSTART"), block.value("LOCATION")))
    return "ical-" + hashlib.sha256(said.encode()).hexdigest()[:24]
