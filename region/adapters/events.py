"""The agenda kept in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region.adapters import imports
from region.agenda import Event
from region.records import Source
from region.tables import events


async def load(connection: AsyncConnection, *, since: date) -> tuple[Event, ...]:
    """The events kept that are not over on that day."""
    found = await connection.execute(select(events).where(events.c.ends_on >= since).order_by(events.c.starts_on))
    return tuple(_event(row) for row in found.mappings())


async def replace(
    connection: AsyncConnection,
    brought: Sequence[Event],
    *,
    source: str,
    today: date,
    progress: Callable[[int], object] = lambda _: None,
) -> None:
    """Add these events to those kept; one with the same uid replaces it."""
    for event in brought:
        await connection.execute(delete(events).where(events.c.uid == event.uid))
        await connection.execute(insert(events).values(**_row(event)))
        progress(1)
    await imports.note(connection, "agenda", source=source, rows=len(brought), today=today)


def _row(event: Event) -> dict[str, Any]:
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


def _event(row: Mapping[str, Any]) -> Event:
    held = dict(row)
    source = Source(held.pop("source_title"), held.pop("source_url"), held.pop("source_kind"))
    times = {name: time.fromisoformat(held[name]) if held[name] else None for name in ("starts_at", "ends_at")}
    return Event(**{**held, **times, "source": source})
