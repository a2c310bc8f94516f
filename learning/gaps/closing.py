"""Replays the questions of open tasks on what serves, and closes those that are answered now and were not."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from bot.house import House
from bot.running.following import follow
from bot.store import audit
from bot.store.audit import Act
from learning.inbox import tasks
from learning.models.answers import RECORD_KIND, kind
from learning.models.trying import converse
from learning.tables import task_questions

ENOUGH = 0.8
"""Share of a task's questions that must get an answer they did not get when it was opened."""
NONE = ""
EVERY_SECONDS = 60.0


async def verify(house: House, *, only: int | None = None) -> list[int]:
    """Replay the open tasks not yet replayed on this model and these answers; returns the tasks closed.

    `only` replays one task whatever was done. Without a model in memory nothing is replayed.
    """
    if house.engines.current is None:
        return []
    stamp = f"{house.engines.version}:{house.in_force().catalogue.revision}"[:160]
    async with house.database.read() as connection:
        waiting = await tasks.unchecked(connection, stamp) if only is None else [only]
    return [number for number in waiting if await _replayed(house, number, stamp)]


async def regularly(house: House, stop: asyncio.Event) -> None:
    """Replay each time the answers or the model change, until `stop`; one worker does it."""
    await follow(house.signals, ["data", "model"], lambda: verify(house), stop, every=EVERY_SECONDS)


async def _replayed(house: House, number: int, stamp: str) -> bool:
    async with house.database.read() as connection:
        mine = select(task_questions).where(task_questions.c.task_id == number).order_by(task_questions.c.id)
        questions = list(await connection.execute(mine))
    given = [await answer(house, each.text) for each in questions]
    found = [each or NONE for each in given]
    async with house.database.write() as connection:
        for question, now in zip(questions, found, strict=True):
            first = {"before": now} if question.before is None else {}
            this = update(task_questions).where(task_questions.c.id == question.id)
            await connection.execute(this.values(now=now, **first))
        act = Act("beffroi", house.clock(), "")
        record = mended(questions, found)
        await tasks.checked(connection, number, stamp)
        if record is None:
            return False
        closed = await tasks.mend(connection, number, record, act)
        if closed:
            await audit.note(connection, act, "task.mended", f"{number} {record}")
    return closed


def mended(questions: Sequence[Any], found: Sequence[str]) -> str | None:
    """Return the record that answers a task's questions now and did not before, None while too few are."""
    new = [
        now
        for each, now in zip(questions, found, strict=True)
        if each.before is not None and now not in (NONE, each.before)
    ]
    if not questions or len(new) < ENOUGH * len(questions):
        return None
    return Counter(each.rpartition(":")[0] for each in new).most_common(1)[0][0]


async def answer(house: House, text: str) -> str | None:
    """Return the record that answers a message now, with a mark of its words: « prochia-quoi:1a2b3c4d »; None for no answer."""
    engine = house.engines.current
    if engine is None:
        return None
    (told,) = await converse(engine, [text], house.in_force())
    return _named(house, told)


def _named(house: House, told: Mapping[str, Any]) -> str | None:
    reply = told["reply"]
    number = (reply.get("record") or {}).get("id")
    if kind(reply["intent"]["name"], number, told["chosen"]) != RECORD_KIND or number is None:
        return None
    record = house.in_force().catalogue.record(number)
    said = record.answer if record else ""
    return f"{number}:{hashlib.blake2b(said.encode(), digest_size=4).hexdigest()}"
