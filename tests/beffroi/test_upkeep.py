"""While the service runs, what somebody imports is soon in force."""

import asyncio
from datetime import date

from beffroi.upkeep import keep_fresh
from bot.house import House
from region.adapters import communes
from region.territory import Commune

TODAY = date(2026, 11, 25)
LAON = Commune("02408", "Laon-la-Neuve", "02")


async def in_force(house: House, code: str) -> bool:
    """Wait a little for a commune to be in force under its imported name."""
    for _ in range(1_000):
        known = house.in_force().gazetteer.by_code(code)
        if known and known.name == LAON.name:
            return True
        await asyncio.sleep(0.02)
    return False


async def test_communes_imported_meanwhile_are_soon_known(house: House) -> None:
    task = asyncio.create_task(keep_fresh(house, asyncio.Event(), every=0.05))
    async with house.database.write() as connection:
        await communes.replace(connection, [LAON], source="fichier", today=TODAY)
    assert await in_force(house, "02408")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
