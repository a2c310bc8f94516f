"""An event as a row of the database, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from region.agenda import Event
from region.records import Source


def row_of(event: Event) -> dict[str, Any]:
    """Return an event as a row of the table."""
    same = (
        "uid",
        "title",
        "starts_on",
        "ends_on",
        "kind",
        "audience",
        "place",
        "commune",
        "description",
        "url",
        "checked_on",
        "origin",
    )
    times = {
        name: value.strftime("%H:%M") if (value := getattr(event, name)) else None for name in ("starts_at", "ends_at")
    }
    return {
        **{name: getattr(event, name) for name in same},
        **times,
        "source_title": event.source.title,
        "source_url": event.source.url,
        "source_kind": event.source.kind,
    }


def of_row(row: Mapping[str, Any]) -> Event:
    """The event of a row, its days as dates or as ISO texts."""
    held = dict(row)
    source = Source(held.pop("source_title"), held.pop("source_url"), held.pop("source_kind"))
    days = {name: held[name] for name in ("starts_on", "ends_on", "checked_on")}
    days = {name: date.fromisoformat(value) if isinstance(value, str) else value for name, value in days.items()}
    times = {name: time.fromisoformat(held[name]) if held[name] else None for name in ("starts_at", "ends_at")}
    return Event(**{**held, **days, **times, "source": source})
