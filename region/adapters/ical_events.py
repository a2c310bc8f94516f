"""What one VEVENT says: when, what, where, of which kind, and whose announcement it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar

from region.adapters.ical_blocks import Block, Property
from region.adapters.ical_zones import set_zone
from region.agenda import Event
from region.agenda_words import kind_of, withdrawn, words
from region.in_force import InForce
from region.moments import PARIS
from region.records import Source
from region.territory import key
from region.whereabouts import commune_in

UNOFFICIAL, UNNAMED, UNTITLED = "site non officiel", "source non précisée", "Sans titre"
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
        raise ValueError("il n'est pas terminé par END:VEVENT")
    if not block.value("DTSTART"):
        raise ValueError("il n'a pas de date (DTSTART)")
    if block.value("CLASS").upper() in PRIVATE:
        raise ValueError("il est marqué privé : il n'est pas repris")
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
            raise ValueError(f"{name} ne peut pas être lu")
    return part


def _check(part: icalendar.Event) -> None:
    """Refuse an end before the start and impossible days; an end of another sort than its start is left out."""
    start = part["DTSTART"].dt
    if day_of(start).year < EARLIEST:
        raise ValueError("sa date est trop ancienne")
    if "DTEND" in part and isinstance(part["DTEND"].dt, datetime) != isinstance(start, datetime):
        del part["DTEND"]
    if "DTEND" in part and "DURATION" in part:
        del part["DURATION"]
    if "DTEND" in part and part["DTEND"].dt < start:
        raise ValueError("la fin vient avant le début")


def event(part: Any, calendar: Block, *, uid: str, held: InForce, origin: str) -> tuple[Event, bool, bool]:
    """One dated event, whether something told its kind, and whether it is cancelled."""
    title, place = _text(part, "SUMMARY") or UNTITLED, _text(part, "LOCATION")
    start, starts_at = _when(part["DTSTART"].dt)
    end, ends_at = _when(_end(part))
    if starts_at is None and end > start:  # an all-day event ends on the day before its DTEND
        end -= timedelta(days=1)
    kind = kind_of([*_categories(part), title])
    commune = commune_in(place, held.gazetteer) if place else None
    made = Event(
        uid[:200],
        title,
        start,
        end,
        _source(part, calendar),
        held.today,
        kind=kind or "evenement",
        starts_at=starts_at,
        ends_at=ends_at if ends_at != starts_at or end != start else None,
        place=place and place.replace("\n", ", "),
        commune=commune.code if commune else None,
        description=_text(part, "DESCRIPTION"),
        url=_link(part.get("URL")),
        origin=origin,
    )
    off = "CANCELLED" in (str(part.get("STATUS", "")).upper(),) or calendar.value("METHOD").upper() == "CANCEL"
    return made, kind is not None, off or withdrawn(title)


def calendar_name(calendar: Block) -> str | None:
    """The name its owner gave a calendar; « Calendrier » is none."""
    name = (calendar.value("X-WR-CALNAME") or calendar.value("NAME")).replace("\\,", ",").strip()
    return name if name and key(name) not in words()["generic"] and "@" not in name else None


def day_of(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _source(part: Any, calendar: Block) -> Source:
    """Whose announcement it is: the calendar, else the organiser, else the site; never the file nor a private address."""
    link = _link(part.get("URL")) or _link(calendar.value("URL")) or _link(calendar.value("SOURCE"))
    organiser = part.get("ORGANIZER")
    named = str(organiser.params.get("CN", "")).strip() if organiser is not None else ""
    named = named if "@" not in named else ""
    title = calendar_name(calendar) or named or (urlsplit(link).hostname if link else "") or UNNAMED
    return Source(title, link, UNOFFICIAL)


def _end(part: Any) -> date | datetime:
    if "DTEND" in part:
        return part["DTEND"].dt  # type: ignore[no-any-return]
    start: date | datetime = part["DTSTART"].dt
    return start + part["DURATION"].dt if "DURATION" in part else start  # type: ignore[no-any-return]


def _when(value: date | datetime) -> tuple[date, time | None]:
    if not isinstance(value, datetime):
        return value, None
    local = (value if value.tzinfo else value.replace(tzinfo=PARIS)).astimezone(PARIS)
    return local.date(), local.time().replace(second=0, microsecond=0)


def _text(part: Any, name: str) -> str | None:
    return str(part[name]).replace("\u2028", " ").strip() or None if name in part else None


def _categories(part: Any) -> list[str]:
    held = part.get("CATEGORIES", [])
    return [str(name) for group in (held if isinstance(held, list) else [held]) for name in group.cats]


def _link(value: Any) -> str | None:
    written = str(value or "").strip()
    return written if written.startswith(("https://", "http://")) and " " not in written else None


def _whole(value: str) -> int:
    return int(value) if value.isdecimal() else 0


def _own_uid(block: Block) -> str:
    said = "\0".join((block.value("SUMMARY"), block.value("DTSTART"), block.value("LOCATION")))
    return "ical-" + hashlib.sha256(said.encode()).hexdigest()[:24]
