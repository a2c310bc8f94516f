"""The agenda kept in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region.adapters import imports
from region.agenda import Event
from region.brought import Brought
from region.records import Source
from region.tables import events

BATCH = 200


async def load(connection: AsyncConnection, *, since: date) -> tuple[Event, ...]:
    """The events kept that are not over on that day."""
    found = await connection.execute(select(events).where(events.c.ends_on >= since).order_by(events.c.starts_on))
    return tuple(_event(row) for row in found.mappings())


@dataclass(frozen=True)
class Change:
    """What bringing an agenda in did to those kept."""

    added: int
    updated: int
    removed: int


async def bring(connection: AsyncConnection, brought: Brought[Event], *, source: str, today: date) -> Change:
    """Keep these events: what the same file or calendar brought before and no longer holds is removed.

    Where lines were refused nothing is removed but what is cancelled: a refused line may be one of those kept.
    """
    uids = {event.uid for event in brought.read}
    known = set((await connection.execute(select(events.c.uid).where(events.c.uid.in_(uids)))).scalars())
    gone = await _cancelled(connection, brought.cancelled)
    if not brought.refused:
        gone |= await _left(connection, brought.origin, uids, today)
    await connection.execute(delete(events).where(events.c.uid.in_(gone | uids)))
    for start in range(0, len(brought.read), BATCH):
        await connection.execute(insert(events), [_row(event) for event in brought.read[start : start + BATCH]])
    await imports.note(connection, "agenda", source=source, rows=len(uids), today=today)
    return Change(len(uids - known), len(known), len(gone - uids))


async def _cancelled(connection: AsyncConnection, uids: frozenset[str]) -> set[str]:
    """The kept events of these ids, and every date of a series cancelled whole."""
    found: set[str] = set()
    for uid in uids:
        series = events.c.uid.startswith(f"{uid}@", autoescape=True)
        found |= set((await connection.execute(select(events.c.uid).where((events.c.uid == uid) | series))).scalars())
    return found


async def _left(connection: AsyncConnection, origin: str, uids: set[str], today: date) -> set[str]:
    coming = (events.c.origin == origin) & (events.c.ends_on >= today)
    return set((await connection.execute(select(events.c.uid).where(coming))).scalars()) - uids


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


def _event(row: Mapping[str, Any]) -> Event:
    held = dict(row)
    source = Source(held.pop("source_title"), held.pop("source_url"), held.pop("source_kind"))
    times = {name: time.fromisoformat(held[name]) if held[name] else None for name in ("starts_at", "ends_at")}
    return Event(**{**held, **times, "source": source})
