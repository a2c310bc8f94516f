"""What one VEVENT says: when, what, where, of which kind, and whose announcement it is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from region.adapters.ical_blocks import Block
from region.agenda import Event
from region.agenda_words import kind_of, withdrawn, words
from region.in_force import InForce
from region.moments import PARIS
from region.records import Source
from region.territory import key
from region.whereabouts import commune_in
from region.wordings import say

UNOFFICIAL, UNNAMED, UNTITLED = "site non officiel", say("source_unnamed"), say("untitled")


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
