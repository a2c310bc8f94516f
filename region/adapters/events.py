"""The agenda kept in the database."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region.adapters import changes, imports
from region.adapters.agenda_rows import FROM_A_FILE
from region.adapters.changes import Plan
from region.adapters.event_rows import of_row, row_of
from region.agenda import Event
from region.brought import Brought
from region.tables import events


async def load(connection: AsyncConnection, *, since: date) -> tuple[Event, ...]:
    """The events kept that are not over on that day."""
    found = await connection.execute(select(events).where(events.c.ends_on >= since).order_by(events.c.starts_on))
    return tuple(of_row(row) for row in found.mappings())


@dataclass(frozen=True)
class Change:
    """What bringing an agenda in did to those kept."""

    added: int
    updated: int
    removed: int


async def bring(connection: AsyncConnection, brought: Brought[Event], *, source: str, today: date) -> Change:
    """Keep these events: what the same file or calendar brought before and no longer holds is removed.

    Where lines were refused nothing is removed but what is cancelled: a refused line may be one of those kept. Nor is
    anything else where it holds cancellations alone.
    """
    plan = await planned(connection, brought, today=today)
    await put(connection, plan, source=source, today=today)
    return Change(len(plan.added), len(plan.changed) + len(plan.same), len(plan.removed))


async def planned(connection: AsyncConnection, brought: Brought[Event], *, today: date) -> Plan:
    """What bringing these events would change, with nothing written; a kind that somebody chose before stays."""
    uids = {event.uid for event in brought.read}
    gone = await _cancelled(connection, brought.cancelled)
    if brought.read and not brought.refused:
        gone |= await _left(connection, brought.origin, uids, today)
        gone |= await _corrected(connection, brought.read, uids, today) if brought.corrects else set()
    kept = await changes.held(connection, events, key="uid", among=uids | gone)
    chosen = {uid: kept[uid]["kind"] for uid in brought.doubtful if uid in kept}
    rows = [changes.packed(row_of(replace_kind(event, chosen))) for event in brought.read]
    return changes.compare(kept, rows, key="uid", gone=gone, ignored="checked_on")


async def put(connection: AsyncConnection, plan: Plan, *, source: str, today: date) -> None:
    """Write what a plan holds."""
    rows, gone = [*plan.after(), *plan.same], [row["uid"] for row in plan.removed]
    await changes.write(connection, events, key="uid", rows=rows, gone=gone)
    await imports.note(connection, "agenda", source=source, rows=len(rows), today=today)


def replace_kind(event: Event, chosen: Mapping[str, str]) -> Event:
    """The event with the kind that somebody chose for it, if they did."""
    return dataclasses.replace(event, kind=chosen.get(event.uid, event.kind))


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


async def _corrected(connection: AsyncConnection, read: Sequence[Event], uids: set[str], today: date) -> set[str]:
    """What a file of another name brought, in the days this one covers, where some dates of the two are the same."""
    shared = select(events.c.origin).where(events.c.uid.in_(uids) & events.c.uid.startswith(FROM_A_FILE))
    days = [event.starts_on for event in read]
    covered = events.c.origin.in_(shared) & events.c.starts_on.between(max(today, min(days)), max(days))
    return set((await connection.execute(select(events.c.uid).where(covered))).scalars()) - uids


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
        await connection.execute(insert(events).values(**row_of(event)))
        progress(1)
    await imports.note(connection, "agenda", source=source, rows=len(brought), today=today)
