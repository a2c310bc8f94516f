"""Counts how people were answered by a person: calls, waits, first answers, and what they thought of it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.desk_tables import exchanges

CALLS, WAITED, FIRST_ANSWER, HELPED = "calls", "waited", "first_answer", "helped"
ANSWERED, UNANSWERED, UP, DOWN = "answered", "unanswered", "up", "down"
Key = tuple[str, str, str]


async def counted(connection: AsyncConnection, begins: datetime, ends: datetime) -> "Counter[Key]":
    """Return the counts of a period by (channel, measure, key); the key of a wait is its seconds, rounded to ten."""
    period = (exchanges.c.at >= begins) & (exchanges.c.at < ends)
    counts: Counter[Key] = Counter()
    for row in await connection.execute(select(exchanges).where(period)):
        if row.asked_at is not None:
            counts[row.channel, CALLS, ANSWERED if row.answered_at else UNANSWERED] += 1
            for measure, then in ((WAITED, row.taken_at), (FIRST_ANSWER, row.answered_at)):
                if then is not None:
                    counts[row.channel, measure, str(int(round((then - row.asked_at).total_seconds(), -1)))] += 1
        if row.helped is not None:
            counts[row.channel, HELPED, UP if row.helped > 0 else DOWN] += 1
    return counts


def median(seconds: Mapping[str, int]) -> int:
    """Return the middle of counts by their number of seconds: half waited no longer. There must be one."""
    half, passed = sum(seconds.values()) / 2, 0
    for value, count in sorted((int(key), count) for key, count in seconds.items()):
        passed += count
        if passed >= half:
            return value
    raise ValueError(seconds)
