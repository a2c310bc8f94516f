"""Keeps the Région's data fresh while the service runs: what others import is soon in force."""

import asyncio

from bot.clock import paris_day
from bot.house import House
from bot.running.following import follow
from nlu.components.cards import CURRENT
from nlu.selector.weighed import Asked
from region import territory
from region.adapters import agenda_sources, opening

EVERY_SECONDS = 300.0
SOURCES_SECONDS = 60.0


async def keep_fresh(house: House, stop: asyncio.Event, *, every: float = EVERY_SECONDS) -> None:
    """Read again until `stop`."""
    await follow(house.signals, [], lambda: _read_again(house), stop, every=every)


async def follow_agendas(house: House, stop: asyncio.Event, *, every: float = SOURCES_SECONDS) -> None:
    """Read the agendas that refresh themselves when their time comes, until `stop`; one worker does it for all."""

    async def read() -> None:
        if await agenda_sources.refresh(house.database.write, now=house.clock()):
            await opening.refresh(house.database.read, today=paris_day(house.clock()))
            await house.signals.publish("data")

    await follow(house.signals, ["agenda"], read, stop, every=every)


async def _read_again(house: House) -> None:
    await opening.refresh(house.database.read, today=paris_day(house.clock()))
    await asyncio.to_thread(_warm)


def _warm() -> None:
    """Read what the first question would otherwise wait for: the selector of records, the communes of the rest of France."""
    CURRENT.get().rank(Asked(""))
    assert territory.current().elsewhere
