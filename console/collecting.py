"""Keeps the inbox, the daily counts and the trainings up to date while the program serves."""

import asyncio

from bot.house import House
from bot.running.following import follow
from learning import counts
from learning.inbox import candidates
from learning.models import release
from learning.sentences import changes

EVERY_SECONDS = 60.0


async def some(house: House, *, batches: int = 1) -> int:
    """Read the latest messages into the inbox; bounded, so that a page never waits for a backlog."""
    async with house.database.read() as connection:
        known = await changes.known_keys(connection)
    settings = house.settings
    return await candidates.collect(
        house.database, telegram=settings.telegram_training, now=house.clock(), known=known, batches=batches
    )


async def regularly(house: House, stop: asyncio.Event) -> None:
    """Collect, count, and check a model published by a process that died, until `stop`; one worker does it."""

    async def collected() -> None:
        await some(house, batches=50)
        await counts.roll(house)
        await release.verify(house)

    await follow(house.signals, [], collected, stop, every=EVERY_SECONDS)
