"""Keeps the Région's data fresh while the service runs: what others import is soon in force."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

from bot.clock import paris_day
from bot.house import House
from bot.running.following import follow
from bot.turn.rehearsal import ready
from region.adapters import agenda_sources, links, opening
from region.adapters.guard import Pace
from region.links import cited

EVERY_SECONDS = 300.0
SOURCES_SECONDS = 60.0
LINKS_SECONDS = 900.0
SOON = timedelta(seconds=2 * EVERY_SECONDS)


async def keep_fresh(house: House, stop: asyncio.Event, *, every: float = EVERY_SECONDS) -> None:
    """Read again until `stop`."""
    await follow(house.signals, [], lambda: _read_again(house), stop, every=every)


async def follow_agendas(house: House, stop: asyncio.Event, *, every: float = SOURCES_SECONDS) -> None:
    """Read the agendas that refresh themselves when their time comes, until `stop`; one worker does it for all."""

    async def read() -> None:
        if await agenda_sources.refresh(house.database.write, house.in_force(), now=house.clock()):
            await _brought_in(house)
            await house.signals.publish("data")

    await follow(house.signals, ["agenda"], read, stop, every=every)


async def check_links(
    house: House, stop: asyncio.Event, *, every: float = LINKS_SECONDS, per_second: float = links.PER_SECOND
) -> None:
    """Visit the links that the data cite, a few at a time, until `stop`; nothing unless `BEFFROI_CHECK_LINKS` is on."""
    if not house.settings.check_links:
        return
    pace = Pace(per_second, now=time.monotonic)

    async def look() -> None:
        region = house.in_force()
        urls = cited(region.catalogue, region.events).keys()
        if await links.look(house.database.write, urls, now=house.clock(), pace=pace):
            await _brought_in(house)
            await house.signals.publish("data")

    await follow(house.signals, [], look, stop, every=every)


async def _read_again(house: House) -> None:
    """Take what was imported, and be ready for it, and for tomorrow once it is near."""
    await _brought_in(house)
    held = house.in_force()
    for day in {held.today, paris_day(house.clock() + SOON)}:
        await ready(house, replace(held, today=day))


async def _brought_in(house: House) -> None:
    brought = await opening.read(house.database.read, today=house.in_force().today)
    house.region = brought.over(house.in_force())
