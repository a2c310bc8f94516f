"""Finds, in what people wrote, the messages worth labelling."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.tables import transcripts
from learning.inbox import afterwards
from learning.inbox.brought_back import thumbs_down
from learning.inbox.kept import allowed, keep, raise_lower, read_grouping, read_usage
from learning.inbox.ranking import Reason, Signals, reason
from learning.sentences.texts import key
from learning.tables import marks

READ_AT_ONCE = 500


MARK = "transcript"


Disagreeing = Callable[[Sequence[Any]], Awaitable[Collection[int]]]
"""Which of some transcripts, by id, the nearest known sentences read otherwise."""


async def collect(
    database: Database, *, telegram: bool, now: datetime, known: Iterable[str] = (), batches: int = 1_000,
    disagreeing: Disagreeing | None = None,
) -> int:  # fmt: skip
    """Read the transcripts written since the last time; returns how many messages wait for a label in addition.

    `known` are the keys of training sentences: a message that is one of them teaches nothing. Telegram messages are
    left out unless `telegram`. At most `batches` × READ_AT_ONCE transcripts are read.
    """
    found, trained = 0, frozenset(known)
    for _ in range(batches):
        async with database.read() as connection:
            rows = await _unread(connection)
        otherwise = frozenset(await disagreeing(rows)) if disagreeing and rows else frozenset()
        async with database.write() as connection:
            added, more = await _collect_some(connection, telegram, trained, otherwise)
        found += added
        if not more:
            break
    async with database.write() as connection:
        return found + await thumbs_down(connection, telegram, now)


async def _unread(connection: AsyncConnection) -> list[Row]:
    table, last = transcripts, await _mark(connection)
    query = select(table).where(table.c.id > last).order_by(table.c.id).limit(READ_AT_ONCE)
    return list((await connection.execute(query)).all())


async def _collect_some(
    connection: AsyncConnection, telegram: bool, trained: frozenset[str], otherwise: frozenset[int]
) -> tuple[int, bool]:
    last, rows = await _mark(connection), await _unread(connection)
    if not rows:
        return 0, False
    grouping, usage = await read_grouping(connection), await read_usage(connection)
    told = await afterwards.told(connection, rows)
    added = 0
    for row in rows:
        after = told[row.id][1] if row.id in told else None
        why = _why(row, telegram, after, row.id in otherwise)
        if why and (why is Reason.COMPLAINT or key(row.text) not in trained):
            added += await keep(connection, row, why, grouping, usage, disagrees=row.id in otherwise)
    for earlier, why in told.values():
        if earlier.id <= last and allowed(earlier, telegram):
            added += await keep(connection, earlier, why, grouping, usage)
            await raise_lower(connection, earlier.id, why)
    await _set_mark(connection, rows[-1].id, last)
    return added, len(rows) == READ_AT_ONCE


def _why(row: Row, telegram: bool, after: Reason | None, disagrees: bool) -> Reason | None:
    if not allowed(row, telegram):
        return None
    signals = Signals(row.id, row.ranking, row.ambiguous, row.thumb == -1, after is Reason.COMPLAINT, after, disagrees)
    return reason(signals)


async def _mark(connection: AsyncConnection) -> int:
    return (await connection.execute(select(marks.c.value).where(marks.c.name == MARK))).scalar() or 0


async def _set_mark(connection: AsyncConnection, last: int, before: int) -> None:
    moved = await connection.execute(update(marks).where(marks.c.name == MARK).values(value=last))
    if not moved.rowcount:
        await connection.execute(marks.insert().values(name=MARK, value=last))
