"""Keeps the Région's data fresh while the service runs: communes at first start, then what others import."""

import asyncio
import logging

from bot.clock import paris_day
from bot.house import House
from bot.store.database import DatabaseUnavailable
from region import current
from region.adapters import opening, sync

EVERY_SECONDS = 300.0
log = logging.getLogger(__name__)


async def keep_fresh(house: House, *, first: bool, every: float = EVERY_SECONDS) -> None:
    """Never ends by itself. `first` is the one process that may fetch the communes nobody brought in yet."""
    step = _fetched if first else _read_again
    while True:
        try:
            await step(house)
        except DatabaseUnavailable as error:
            log.warning("regional data not refreshed: %s", error)
        step = _read_again
        await asyncio.sleep(every)


async def _fetched(house: House) -> None:
    departements, today = current.catalogue().service.departements, paris_day(house.clock())
    base = house.settings.geo_api_url
    await _read_again(house)
    if await sync.at_first_start(house.database.write, departements, base=base, today=today):
        await _read_again(house)


async def _read_again(house: House) -> None:
    await asyncio.to_thread(current.index)  # so that no search waits for it
    await opening.refresh(house.database.read, today=paris_day(house.clock()))
