"""The figures of the intents: those a search keeps, what they are confused with, and whose share changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import paris_day
from learning import counted, measured
from learning.sentences.files import Example
from learning.sentences.texts import key
from nlu.intents import Intent

Topics = dict[str, list[Intent]]
WEEK, WEEKS_BEFORE = 7, 4
DRIFT_LEAST = 20
"""Under so many messages in the week or the month before, a change of share says nothing."""


def holding(topics: Topics, examples: Sequence[Example], sought: str) -> Topics:
    """Return the intents whose name, meaning or sentences hold every word sought."""
    words = key(sought).split()
    if not words:
        return topics
    said = {each.intent for each in examples if all(word in each.key for word in words)}

    def holds(intent: Intent) -> bool:
        return intent.id in said or all(word in key(f"{intent.id} {intent.label} {intent.means}") for word in words)

    kept = {topic: [each for each in found if holds(each)] for topic, found in topics.items()}
    return {topic: found for topic, found in kept.items() if found}


def mixed(confusions: Iterable[tuple[str, str, int]]) -> Mapping[str, list[tuple[str, int]]]:
    """(expected, understood, count) → what each intent was taken for, and how often."""
    taken_for: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for expected, understood, count in confusions:
        taken_for[expected].append((understood, count))
    return dict(taken_for)


async def drift(connection: AsyncConnection, *, now: datetime) -> dict[str, float]:
    """Return by how much the share of each intent this week differs from the four weeks before, from -1 to 1."""
    today = paris_day(now)
    begins = today - timedelta(days=WEEK - 1)
    week = await counted.totals(connection, begins, today, measured.INTENT)
    first, last = begins - timedelta(days=WEEK * WEEKS_BEFORE), begins - timedelta(days=1)
    month = await counted.totals(connection, first, last, measured.INTENT)
    this_week, before = sum(week.values()), sum(month.values())
    if min(this_week, before) < DRIFT_LEAST:
        return {}
    return {name: week.get(name, 0) / this_week - month.get(name, 0) / before for name in week.keys() | month.keys()}
