"""Keeps the Région's data fresh while the service runs: communes at first start, then what others import."""

import asyncio

from bot.clock import paris_day
from bot.house import House
from bot.running.following import follow
from region import current
from region.adapters import opening, sync

EVERY_SECONDS = 300.0


async def keep_fresh(house: House, stop: asyncio.Event, *, first: bool, every: float = EVERY_SECONDS) -> None:
    """Read again until `stop`. `first` is the one process that may fetch the communes nobody brought in yet."""
    steps = [_read_again, *([_fetched] if first else [])]

    async def freshened() -> None:
        await steps[-1](house)
        del steps[1:]

    await follow(house.signals, [], freshened, stop, every=every)


async def _fetched(house: House) -> None:
    departements, today = current.catalogue().service.departements, paris_day(house.clock())
    base = house.settings.geo_api_url
    await _read_again(house)
    if await sync.at_first_start(house.database.write, departements, base=base, today=today):
        await _read_again(house)


async def _read_again(house: House) -> None:
    await asyncio.to_thread(current.index)  # so that no search waits for it
    await opening.refresh(house.database.read, today=paris_day(house.clock()))
