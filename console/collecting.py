"""Keeps the inbox, the daily counts and the trainings up to date while the program serves."""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.house import House
from bot.running.following import follow
from learning import counts
from learning.doubts import neighbours
from learning.inbox import collecting, emerging
from learning.inbox.ranking import SURE
from learning.models import verifying
from learning.sentences import current

EVERY_SECONDS = 60.0
prepared = asyncio.Event()


async def some(house: House, *, batches: int = 1) -> int:
    """Read the latest messages into the inbox; bounded, so that a page never waits for a backlog."""
    async with house.database.read() as connection:
        known = await current.known_keys(connection)
    settings = house.settings
    return await collecting.collect(
        house.database, telegram=settings.telegram_training, now=house.clock(), known=known, batches=batches,
        disagreeing=_read_otherwise if prepared.is_set() else None,
    )  # fmt: skip


async def _read_otherwise(rows: Sequence[Any]) -> set[int]:
    """Return the messages the assistant was sure of, and that the sentences nearest to them read otherwise."""
    sure = [
        neighbours.Read(row.id, row.text, row.intent)
        for row in rows
        if row.intent and not row.pressed and row.ranking and row.ranking[0][1] >= SURE
    ]
    return await asyncio.to_thread(lambda: neighbours.otherwise(sure, current.base()))


async def _prepare() -> None:
    """Make the neighbours ready once, beside the pages that need them."""
    if not prepared.is_set():
        known = await asyncio.to_thread(current.base)
        await asyncio.to_thread(neighbours.ready, known)
        await asyncio.to_thread(emerging.ready, known)
        prepared.set()


async def regularly(house: House, stop: asyncio.Event) -> None:
    """Collect, count, and check a model published by a process that died, until `stop`; one worker does it."""

    async def collected() -> None:
        await _prepare()
        await some(house, batches=50)
        await counts.roll(house)
        await verifying.verify(house)

    await follow(house.signals, [], collected, stop, every=EVERY_SECONDS)
