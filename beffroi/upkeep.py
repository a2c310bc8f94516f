"""Keeps the Région's data fresh while the service runs: what others import is soon in force."""

import asyncio
import logging

from bot.clock import paris_day
from bot.house import House
from bot.store.database import DatabaseUnavailable
from region import current, territory
from region.adapters import opening

EVERY_SECONDS = 300.0
log = logging.getLogger(__name__)


async def keep_fresh(house: House, *, every: float = EVERY_SECONDS) -> None:
    """Never ends by itself."""
    while True:
        try:
            await _read_again(house)
        except DatabaseUnavailable as error:
            log.warning("regional data not refreshed: %s", error)
        await asyncio.sleep(every)


async def _read_again(house: House) -> None:
    await opening.refresh(house.database.read, today=paris_day(house.clock()))
    await asyncio.to_thread(_warm)


def _warm() -> None:
    """Read what the first question would otherwise wait for: the search index, the communes of the rest of France."""
    current.index()
    assert territory.current().elsewhere
