"""Counts what happened each day, without anybody's words, so that it outlives the messages."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import PARIS, paris_day
from bot.house import House
from bot.outcome import Outcome
from bot.store.tables import transcripts
from learning import attendance
from learning.measured import CONTROL, LABELS, Key, Seen, count
from learning.tables import aggregates, labels, marks

MARK = "aggregate"
HUMAN = frozenset({"/humain"})
READ_AT_ONCE = 500
AGAIN = 2
"""Days counted again: a thumb, or a return on Telegram, comes after the message."""


async def roll(house: House) -> None:
    """Count the days that are not counted yet, and the last ones again; to be called before any purge."""
    today = paris_day(house.clock())
    async with house.database.read() as connection:
        first = await _first_day(connection, today)
    for ahead in range((today - first).days + 1):
        await roll_day(house, first + timedelta(days=ahead))
    async with house.database.write() as connection:
        await _mark(connection, (today - timedelta(days=1)).toordinal())


async def roll_day(house: House, day: date) -> None:
    """Count one day of Paris again."""
    begins = datetime.combine(day, time(), PARIS)
    ends = datetime.combine(day + timedelta(days=1), time(), PARIS)
    async with house.database.read() as connection:
        seen = await _seen(connection, begins, ends)
        taught = await _taught(connection, begins, ends)
        attended = await attendance.counted(connection, begins, ends)
    counts = await asyncio.to_thread(count, seen) + taught + attended
    rows = [
        {"day": day, "channel": channel, "measure": measure, "key": key[:96], "count": number}
        for (channel, measure, key), number in counts.items()
        if number
    ]
    async with house.database.write() as connection:
        await connection.execute(delete(aggregates).where(aggregates.c.day == day))
        if rows:
            await connection.execute(aggregates.insert(), rows)


async def _seen(connection: AsyncConnection, begins: datetime, ends: datetime) -> list[Seen]:
    table = transcripts
    columns = (table.c.conversation_id, table.c.channel, table.c.at, table.c.outcome, table.c.intent)
    command = case((table.c.outcome == Outcome.COMMAND, table.c.text), else_="").label("command")
    query = select(*columns, table.c.confidence, table.c.thumb, table.c.id, table.c.records, command)
    query = query.where(table.c.at >= begins, table.c.at < ends).order_by(table.c.at, table.c.id).limit(READ_AT_ONCE)
    seen: list[Seen] = []
    while rows := (
        await connection.execute(query.offset(len(seen)))
    ).all():  # a few at a time: people are answered between
        verdicts = await _verdicts(connection, [row.id for row in rows if row.outcome == Outcome.VERDICT])
        seen += [_one(row, verdicts.get(row.id, [])) for row in rows]
    return seen


def _one(row: Any, verdicts: Sequence[Mapping[str, Any]]) -> Seen:
    first = next((f"{each['programme']} {each['verdict']}" for each in verdicts), None)
    read = [
        f"{each['programme']} {one['id']} {one['status']}" for each in verdicts for one in each.get("conditions", [])
    ]
    return Seen(
        row.conversation_id, row.channel, row.at, row.outcome, row.intent, row.confidence, row.thumb, verdict=first,
        conditions=read, records=row.records or (), called=row.command.strip() in HUMAN,
    )  # fmt: skip


async def _verdicts(connection: AsyncConnection, numbers: Sequence[int]) -> Mapping[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = {}
    for start in range(0, len(numbers), 500):
        some = transcripts.c.id.in_(numbers[start : start + 500])
        for row in await connection.execute(select(transcripts.c.id, transcripts.c.reply).where(some)):
            found[row.id] = [each["verdict"] for each in row.reply if each.get("verdict")]
    return found


async def _taught(connection: AsyncConnection, begins: datetime, ends: datetime) -> "Counter[Key]":
    """Count the labels of a day, and how often the control sample was understood."""
    day = (labels.c.at >= begins) & (labels.c.at < ends) & (labels.c.state != "undone")
    rows = await connection.execute(select(labels.c.drawn, labels.c.intent, labels.c.predicted).where(day))
    counts: Counter[Key] = Counter()
    for row in rows:
        counts["", LABELS, ""] += 1
        if row.drawn:
            counts["", CONTROL, "right" if row.intent == row.predicted else "wrong"] += 1
    return counts


async def _first_day(connection: AsyncConnection, today: date) -> date:
    done = (await connection.execute(select(marks.c.value).where(marks.c.name == MARK))).scalar()
    if done:
        return min(today, date.fromordinal(done) - timedelta(days=AGAIN - 1))
    oldest = (await connection.execute(select(func.min(transcripts.c.at)))).scalar()
    return paris_day(oldest) if oldest else today


async def _mark(connection: AsyncConnection, value: int) -> None:
    moved = await connection.execute(update(marks).where(marks.c.name == MARK).values(value=value))
    if not moved.rowcount:
        await connection.execute(marks.insert().values(name=MARK, value=value))
