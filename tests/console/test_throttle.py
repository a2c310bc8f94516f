"""Passwords tried many at once are counted as they are tried, on both databases."""

import asyncio

from bot.house import House
from console import logins


async def test_forty_guesses_at_once_are_counted_one_by_one(house: House) -> None:
    async def attempt() -> int | None:
        async with house.database.write() as connection:
            return await logins.begin(connection, "Camille", "192.0.2.9", now=house.clock())

    tried = await asyncio.gather(*(attempt() for _ in range(40)))
    assert len([each for each in tried if each is not None]) == logins.FOR_NAME_THERE
