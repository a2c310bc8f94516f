"""Keeps the Région's data fresh while the service runs: what others import is soon in force."""

import asyncio
import time

from bot.house import House
from bot.running.following import follow
from nlu.components.cards import built
from nlu.selector.weighed import Asked
from region.adapters import agenda_sources, links, opening
from region.adapters.guard import Pace
from region.in_force import InForce
from region.links import cited

EVERY_SECONDS = 300.0
SOURCES_SECONDS = 60.0
LINKS_SECONDS = 900.0


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
    await _brought_in(house)
    await asyncio.to_thread(_warm, house.in_force())


async def _brought_in(house: House) -> None:
    brought = await opening.read(house.database.read, today=house.in_force().today)
    house.region = brought.over(house.in_force())


def _warm(region: InForce) -> None:
    """Read what the first question would otherwise wait for: the selector of records, the communes of the rest of France."""
    built(region.catalogue, region.today).rank(Asked(""))
    assert region.gazetteer.elsewhere
