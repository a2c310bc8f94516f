"""Counts what happened each day, without anybody's words, so that it outlives the messages."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import PARIS, paris_day
from bot.house import House
from bot.outcome import FAILURES, Outcome
from bot.store.tables import transcripts
from learning.tables import aggregates, labels, marks

MESSAGES, CONVERSATIONS, CONTAINED = "messages", "conversations", "contained"
OUTCOME, INTENT, UP, DOWN, VERDICT, HUMAN, CONFIDENCE, CONTROL, LABELS = (
    "outcome", "intent", "up", "down", "verdict", "human", "confidence", "control", "labels",
)  # fmt: skip
MARK = "aggregate"
AGAIN = 2
"""Days counted again: a thumb, or a return on Telegram, comes after the message."""
RETURNED_AFTER = timedelta(hours=1)
PERSON = (Outcome.HELD, Outcome.OPERATOR)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Seen:
    """What is counted of one message."""

    conversation: str
    channel: str
    at: datetime
    outcome: str
    intent: str | None
    confidence: float | None
    thumb: int | None
    verdict: str | None = None


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
    counts = count(seen) + taught
    rows = [
        {"day": day, "channel": channel, "measure": measure, "key": key[:96], "count": number}
        for (channel, measure, key), number in counts.items()
        if number
    ]
    async with house.database.write() as connection:
        await connection.execute(delete(aggregates).where(aggregates.c.day == day))
        if rows:
            await connection.execute(aggregates.insert(), rows)


def count(seen: Iterable[Seen]) -> "Counter[Key]":
    """Return the counts of a day by (channel, measure, key)."""
    counts: Counter[Key] = Counter()
    conversations: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for message in seen:
        conversations[message.channel, message.conversation].append(message)
        if message.outcome == Outcome.OPERATOR:
            continue
        counts.update(_of(message))
    for (channel, _), messages in conversations.items():
        counts[channel, CONVERSATIONS, ""] += 1
        counts[channel, CONTAINED, ""] += contained(messages)
        counts[channel, HUMAN, ""] += any(_asked_for_a_person(message) for message in messages)
    return counts


def contained(messages: Sequence[Seen]) -> bool:
    """Tell whether the assistant was enough: no person, no thumb down, no two failures; on Telegram, no return."""
    failures = sum(message.outcome in FAILURES for message in messages)
    unhappy = any(message.thumb == -1 or _asked_for_a_person(message) for message in messages)
    return not unhappy and failures < 2 and not _returned(messages)


def _returned(messages: Sequence[Seen]) -> bool:
    if messages[0].channel != "telegram":
        return False
    moments = sorted(message.at for message in messages if message.outcome != Outcome.OPERATOR)
    return any(later - earlier > RETURNED_AFTER for earlier, later in itertools.pairwise(moments))


def _asked_for_a_person(message: Seen) -> bool:
    return message.outcome in PERSON or message.intent == "ask_human"


def _of(message: Seen) -> list[Key]:
    channel = message.channel
    keys = [(channel, MESSAGES, ""), (channel, OUTCOME, message.outcome)]
    if message.intent:
        keys.append((channel, INTENT, message.intent))
        keys.append((channel, CONFIDENCE, str(min(9, int((message.confidence or 0) * 10)))))
    if message.thumb:
        keys.append((channel, UP if message.thumb > 0 else DOWN, ""))
    if message.verdict:
        keys.append((channel, VERDICT, message.verdict))
    return keys


async def between(connection: AsyncConnection, first: date, last: date, *measures: str) -> list[Any]:
    """Return the counts of some measures in a period: day, measure, key, count, summed over channels."""
    table = aggregates
    period = (table.c.day >= first) & (table.c.day <= last) & table.c.measure.in_(measures)
    summed = func.sum(table.c.count).label("count")
    query = select(table.c.day, table.c.measure, table.c.key, summed).where(period)
    return list(await connection.execute(query.group_by(table.c.day, table.c.measure, table.c.key)))


async def totals(
    connection: AsyncConnection, first: date, last: date, measure: str, *, by: str = "key"
) -> dict[str, int]:
    """Return the sums of one measure over a period, by key or by channel, the greatest first."""
    table, column = aggregates, aggregates.c[by]
    period = (table.c.day >= first) & (table.c.day <= last) & (table.c.measure == measure)
    summed = func.sum(table.c.count).label("count")
    rows = await connection.execute(select(column, summed).where(period).group_by(column).order_by(summed.desc()))
    return {row[0]: int(row[1]) for row in rows}


async def _seen(connection: AsyncConnection, begins: datetime, ends: datetime) -> list[Seen]:
    table = transcripts
    columns = (table.c.conversation_id, table.c.channel, table.c.at, table.c.outcome, table.c.intent)
    query = select(*columns, table.c.confidence, table.c.thumb, table.c.id)
    rows = (await connection.execute(query.where(table.c.at >= begins, table.c.at < ends).order_by(table.c.id))).all()
    judged = [row.id for row in rows if row.outcome == Outcome.VERDICT]
    verdicts = await _verdicts(connection, judged)
    return [_one(row, verdicts.get(row.id)) for row in rows]


def _one(row: Any, verdict: str | None) -> Seen:
    return Seen(
        row.conversation_id, row.channel, row.at, row.outcome, row.intent, row.confidence, row.thumb, verdict=verdict
    )


async def _verdicts(connection: AsyncConnection, numbers: Sequence[int]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(numbers), 500):
        some = transcripts.c.id.in_(numbers[start : start + 500])
        for row in await connection.execute(select(transcripts.c.id, transcripts.c.reply).where(some)):
            verdict = next((each["verdict"] for each in row.reply if each.get("verdict")), None)
            if verdict:
                found[row.id] = f"{verdict['programme']} {verdict['verdict']}"
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
