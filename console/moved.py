"""What a candidate reads or answers otherwise than the model in service, with the messages that are still kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from bot.house import House
from bot.store.tables import transcripts
from learning.models import answers
from learning.sentences import intents
from region.records import Record

Read = tuple[str, str, str]
"""A message, the intent before, the intent after."""
Answer = tuple[Record | None, str | None]
"""The record that answers, None where none does, and the intent."""


def by_intent(comparison: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """Return (intent, sentences fixed, sentences broken) where something moved, the worst first."""
    fixed, broken = (Counter(each["intent"] for each in comparison[kind]) for kind in ("fixed", "broken"))
    rows = [(name, fixed[name], broken[name]) for name in fixed.keys() | broken.keys()]
    return sorted(rows, key=lambda row: (row[1] - row[2], intents.label(row[0])))


async def reread(house: House, changed: Sequence[Mapping[str, Any]]) -> list[Read]:
    """Return the messages read otherwise."""
    texts = await _texts(house, changed)
    return [
        (texts[each["transcript"]], each["live"], each["candidate"]) for each in changed if each["transcript"] in texts
    ]


async def entered(house: House, changed: Sequence[Mapping[str, Any]]) -> list[Read]:
    """Return what moves into a sensitive intent: the standing sentences, then the messages."""
    standing = [(each["text"], each["live"], each["candidate"]) for each in changed if each["text"]]
    return [*standing, *await reread(house, [each for each in changed if each["transcript"] is not None])]


async def answered(house: House, changed: Sequence[Mapping[str, Any]]) -> list[tuple[str, Answer, Answer]]:
    """Return (message, answer before, answer after), those of a sensitive kind first."""
    texts = await _texts(house, changed)
    first = sorted(
        changed, key=lambda each: answers.SENSITIVE_KIND not in (each["before"]["kind"], each["after"]["kind"])
    )
    return [
        (texts[each["transcript"]], _answer(house, each["before"]), _answer(house, each["after"]))
        for each in first
        if each["transcript"] in texts
    ]


def _answer(house: House, said: Mapping[str, Any]) -> Answer:
    record = house.in_force().catalogue.record(said["record"]) if said["record"] else None
    return record, said["intent"]


async def _texts(house: House, changed: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """Return the messages that are still kept, by transcript."""
    numbers = [each["transcript"] for each in changed]
    query = select(transcripts.c.id, transcripts.c.text).where(transcripts.c.id.in_(numbers))
    async with house.database.read() as connection:
        return {row.id: row.text for row in await connection.execute(query)}
