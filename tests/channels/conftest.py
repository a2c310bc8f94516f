"""What the tests of the public channels share: the running application of a house, a client, and a clock that moves."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.engine.engine import Engines
from bot.house import House
from tests.channels.serving import Tab, served
from tests.channels.web_engine import WebEngine

WEDNESDAY_NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)


class MovingClock:
    """Stands at an instant until it is moved."""

    def __init__(self, now: datetime = WEDNESDAY_NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def web_house(house: House, clock: MovingClock) -> House:
    """Give the shared house an engine whose answers have sources, choices and verdicts, and a clock of its own."""
    house.engines, house.clock = Engines(WebEngine(), version="web"), clock  # type: ignore[arg-type]
    return house


@pytest_asyncio.fixture
async def url(web_house: House) -> AsyncIterator[str]:
    async with served(web_house) as address:
        yield address


@pytest_asyncio.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest_asyncio.fixture
async def tab(client: ClientSession, url: str) -> Tab:
    return await Tab.open(client, url)
