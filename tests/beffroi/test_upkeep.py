"""While the service runs: communes come at first start, and what somebody imports is soon in force."""

import asyncio
from dataclasses import replace
from datetime import date

from aiohttp.test_utils import TestServer

from beffroi.upkeep import keep_fresh
from bot.house import House
from region import territory
from region.adapters import communes
from region.territory import Commune
from tests.conftest import DATA
from tests.region.geo_server import GeoServer

TODAY = date(2026, 11, 25)
LAON = Commune("02408", "Laon", "02")


async def in_force(code: str) -> bool:
    """Wait a little for a commune to be in force in the complete list."""
    for _ in range(200):
        if territory.current().complete and territory.current().by_code(code):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_communes_imported_meanwhile_are_soon_known(house: House) -> None:
    task = asyncio.create_task(keep_fresh(house, asyncio.Event(), first=False, every=0.05))
    async with house.database.write() as connection:
        await communes.replace(connection, [LAON], source="fichier", today=TODAY)
    assert await in_force("02408")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_first_start_fetches_the_communes(house: House) -> None:
    geo = GeoServer(DATA / "api" / "geo.openapi.yml")
    async with TestServer(geo.app) as server:
        house.settings = replace(house.settings, geo_api_url=str(server.make_url("/")))
        task = asyncio.create_task(keep_fresh(house, asyncio.Event(), first=True, every=60))
        assert await in_force("80001")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
