"""The agendas that refresh themselves: their address, their last success, their next try and their faults."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import aiohttp
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from region.adapters import agenda_feed, events
from region.adapters.agenda_feed import FeedUnavailable
from region.adapters.guard import failed
from region.in_force import InForce
from region.tables import agenda_sources
from region.tables import events as kept_events

EVERY = timedelta(hours=6)
AGAIN, SLOWEST = timedelta(minutes=15), timedelta(hours=24)  # after a fault, twice as long each time
Write = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


@dataclass(frozen=True)
class FeedSource:
    """One address; instants are aware, None where it never happened."""

    id: int
    url: str
    title: str
    source_kind: str
    succeeded_at: datetime | None
    next_at: datetime | None
    fault: str | None
    faults: int
    events: int


async def everyone(connection: AsyncConnection) -> tuple[FeedSource, ...]:
    """Every source, in the order they were added."""
    rows = await connection.execute(select(agenda_sources).order_by(agenda_sources.c.id))
    instants = ("succeeded_at", "next_at")
    return tuple(
        FeedSource(**{**row, **{name: datetime.fromisoformat(row[name]) if row[name] else None for name in instants}})
        for row in rows.mappings()
    )


async def add(connection: AsyncConnection, url: str, *, title: str, source_kind: str) -> None:
    """Follow an address; one followed already takes the new title."""
    await connection.execute(delete(agenda_sources).where(agenda_sources.c.url == url))
    values = {"url": url, "title": title, "source_kind": source_kind, "faults": 0, "events": 0}
    await connection.execute(insert(agenda_sources).values(**values))


async def drop(connection: AsyncConnection, number: int) -> None:
    """Follow an address no more, and forget the dates it gave."""
    url = (await connection.execute(select(agenda_sources.c.url).where(agenda_sources.c.id == number))).scalar()
    await connection.execute(delete(kept_events).where(kept_events.c.origin == url))
    await connection.execute(delete(agenda_sources).where(agenda_sources.c.id == number))


async def ask_again(connection: AsyncConnection, number: int) -> None:
    """Have a source read at the next round, whenever its next try was."""
    await connection.execute(update(agenda_sources).where(agenda_sources.c.id == number).values(next_at=None))


async def refresh(write: Write, held: InForce, *, now: datetime) -> int:
    """Read the sources whose time has come; returns how many gave their dates. A fault leaves the last good ones."""
    async with write() as connection:
        due = [each for each in await everyone(connection) if each.next_at is None or each.next_at <= now]
    good = 0
    async with aiohttp.ClientSession() as http:
        for source in due:
            good += await _read(write, source, held, now, http)
    return good


async def _read(write: Write, source: FeedSource, held: InForce, now: datetime, http: aiohttp.ClientSession) -> int:
    try:
        brought = await agenda_feed.fetch(source.url, name=source.title, held=held, http=http)
    except FeedUnavailable as error:
        failed("agenda")
        wait = min(AGAIN * 2**source.faults, SLOWEST)
        async with write() as connection:
            await _note(connection, source, fault=str(error), faults=min(source.faults + 1, 10), next_at=now + wait)
        return 0
    dated = [
        replace(each, source=replace(each.source, title=source.title, kind=source.source_kind)) for each in brought.read
    ]
    async with write() as connection:
        await events.bring(connection, replace(brought, read=tuple(dated)), source=source.url, today=held.today)
        fault = f"{len(brought.refused)} : {brought.refused[0].message}" if brought.refused else None
        good = {"succeeded_at": now.isoformat(), "events": len(dated)}
        await _note(connection, source, fault=fault, faults=0, next_at=now + EVERY, **good)
    return 1


async def _note(connection: AsyncConnection, source: FeedSource, *, next_at: datetime, **values: object) -> None:
    changed = {**values, "next_at": next_at.isoformat()}
    await connection.execute(update(agenda_sources).where(agenda_sources.c.id == source.id).values(**changed))
