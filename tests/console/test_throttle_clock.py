"""A clock set back an hour keeps nobody out of the console longer than the throttle says."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.house import House
from console import logins

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def password(house: House, at: datetime) -> bool:
    async with house.database.write() as connection:
        return await logins.begin(connection, "Camille", "192.0.2.9", now=at) is not None


async def code(house: House, at: datetime) -> bool:
    async with house.database.write() as connection:
        return await logins.begin_code(connection, "Camille", "192.0.2.9", now=at) is not None


@pytest.mark.parametrize("tried", [password, code])
async def test_an_hour_back_keeps_nobody_out(house: House, tried) -> None:  # type: ignore[no-untyped-def]
    for second in range(logins.FOR_CODE):
        assert await tried(house, NOON + timedelta(seconds=second))
    assert not await tried(house, NOON + timedelta(minutes=1))
    assert await tried(house, NOON - HOUR + timedelta(minutes=2))


@pytest.mark.parametrize("tried", [password, code])
async def test_two_machines_a_little_apart_count_together(house: House, tried) -> None:  # type: ignore[no-untyped-def]
    for number in range(logins.FOR_CODE):
        assert await tried(house, NOON + timedelta(seconds=30 * (number % 2)))
    assert not await tried(house, NOON)
