"""The links that the Région's data cite, visited in turn: what each answered, since when, and when to look again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region.adapters import link_visit
from region.adapters.guard import Pace
from region.adapters.link_visit import GONE, GOOD, MOVED, TROUBLE, Visit
from region.tables import links

EVERY = timedelta(days=7)
SOON = timedelta(days=1)
"""When to look again at a link that answered well, and at one that did not."""
BELIEVED = 3
"""A site in trouble is said to answer no more after as many days; one that says « no such page » is believed twice."""
A_ROUND = 20
PER_SECOND = 0.5
Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


@dataclass(frozen=True)
class Link:
    """One address as it was last found; `failures` are in a row, `since` is the first of them."""

    url: str
    state: str
    moved_to: str | None
    failures: int
    since: datetime | None
    next_at: datetime

    @property
    def dead(self) -> bool:
        """It answered nothing good for long enough to be told."""
        return self.failures >= (2 if self.state == GONE else BELIEVED)


async def everyone(connection: AsyncConnection) -> tuple[Link, ...]:
    """Every link looked at, in the order of their addresses."""
    rows = await connection.execute(select(links).order_by(links.c.url))
    return tuple(_link(row) for row in rows.mappings())


async def dead(connection: AsyncConnection) -> frozenset[str]:
    """The addresses that answer no more."""
    return frozenset(each.url for each in await everyone(connection) if each.dead)


async def look(connect: Connect, urls: Collection[str], *, now: datetime, pace: Pace) -> int:
    """Visit the links whose time has come, a few at a time, and forget those no longer cited; returns how many were."""
    async with connect() as connection:
        known = {each.url: each for each in await everyone(connection)}
        await connection.execute(delete(links).where(links.c.url.not_in(urls)))
    due = sorted((url for url in urls if url not in known or known[url].next_at <= now), key=lambda url: url in known)
    async with aiohttp.ClientSession() as http:
        for url in due[:A_ROUND]:
            await pace.wait()
            found = await link_visit.visit(url, http=http)
            async with connect() as connection:
                await keep(connection, after(known.get(url), url, found, now=now))
    return len(due[:A_ROUND])


def after(before: Link | None, url: str, found: Visit, *, now: datetime) -> Link:
    """A link after a visit."""
    if found.state in (GOOD, MOVED):
        return Link(url, found.state, found.to, 0, None, now + EVERY)
    failures = before.failures + 1 if before else 1
    since = before.since if before and before.since else now
    return Link(url, GONE if found.state == GONE else TROUBLE, None, failures, since, now + SOON)


async def keep(connection: AsyncConnection, link: Link) -> None:
    """Keep a link as it was last found."""
    await connection.execute(delete(links).where(links.c.url == link.url))
    row = link.__dict__ | {
        "since": link.since.isoformat() if link.since else None,
        "next_at": link.next_at.isoformat(),
    }
    await connection.execute(insert(links).values(**row))


def _link(row: object) -> Link:
    held = dict(row)  # type: ignore[call-overload]
    since = datetime.fromisoformat(held["since"]) if held["since"] else None
    return Link(**{**held, "since": since, "next_at": datetime.fromisoformat(held["next_at"])})
