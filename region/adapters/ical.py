"""Reads an iCal agenda: times in Paris, all-day events, hostile or broken files."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from region.agenda import Event
from region.problems import DataError, Problem
from region.records import Source

PARIS = ZoneInfo("Europe/Paris")


def read(path: Path, *, today: date) -> tuple[Event, ...]:
    """The events of an iCal file. Raises DataError when it is not one."""
    try:
        calendar = icalendar.Calendar.from_ical(path.read_text(encoding="utf-8"))
        read = [_from_ical(part, path=path, today=today) for part in calendar.walk("VEVENT")]
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise DataError(Problem(path.name, 1, f"ce n'est pas un agenda iCal lisible ({error})")) from error
    if not read:
        raise DataError(Problem(path.name, 1, "aucun événement dans ce fichier"))
    return tuple(read)


def _from_ical(part: Any, *, path: Path, today: date) -> Event:
    start, starts_at = _when(part.decoded("dtstart"))
    end, ends_at = _when(part.decoded("dtend")) if "dtend" in part else (start, None)
    if starts_at is None and end > start:  # an all-day event ends on the day before its DTEND
        end -= timedelta(days=1)
    url = _text(part, "url")
    uid = _text(part, "uid") or f"{path.stem}-{start}"
    return Event(
        uid[:200],
        _text(part, "summary") or "Sans titre",
        start,
        end,
        Source(path.stem, url, "site non officiel"),
        today,
        starts_at=starts_at,
        ends_at=ends_at,
        place=_text(part, "location"),
        description=_text(part, "description"),
        url=url,
    )


def _when(value: date | datetime) -> tuple[date, time | None]:
    if not isinstance(value, datetime):
        return value, None
    local = (value if value.tzinfo else value.replace(tzinfo=PARIS)).astimezone(PARIS)
    return local.date(), local.time()


def _text(part: Any, name: str) -> str | None:
    return str(part[name]).strip() or None if name in part else None
