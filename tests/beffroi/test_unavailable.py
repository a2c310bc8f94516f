"""The database is away, full or read-only: every room says it in its way, and `/readyz` knows."""

import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from sqlalchemy import event

from bot.house import House
from bot.store.database import Database
from tests.channels.serving import Tab, served
from tests.fakes import FakeEngine
from tests.houses import a_house
from tests.logs import everything_logged

NOWHERE = "postgresql+asyncpg://127.0.0.1:9/nowhere"


@pytest_asyncio.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest_asyncio.fixture
async def away(tmp_path: Path) -> AsyncIterator[House]:
    """Give a house whose database is away."""
    store = Database(f"sqlite+aiosqlite:///{tmp_path}/nowhere/beffroi.sqlite")
    async with a_house(store, tmp_path, engine=FakeEngine()) as house:
        yield house


@pytest.mark.parametrize("path", ["/", "/w/", "/assistant", "/donnees", "/contact", "/console/", "/transparence"])
async def test_no_page_is_a_fault_of_the_server(away: House, client: ClientSession, path: str) -> None:
    async with served(away) as url, client.get(url + path) as answer:
        assert answer.status in (200, 503), await answer.text()
        assert answer.status == 200 or int(answer.headers["Retry-After"]) > 0


async def test_a_message_is_told_to_come_back_in_one_line_of_the_log(away: House, client: ClientSession) -> None:
    async with served(away) as url:
        tab = await Tab.open(client, url)
        with everything_logged() as logs:
            body = {"id": "m1", "text": "bonjour"}
            async with client.post(f"{url}/w/messages", json=body, headers={"X-Beffroi-Session": tab.token}) as told:
                assert told.status == 503
                assert int(told.headers["Retry-After"]) > 0
            body = {"sender": "ada", "message": "bonjour"}
            async with client.post(f"{url}/webhooks/rest/webhook", json=body) as told:
                assert told.status == 503
                assert int(told.headers["Retry-After"]) > 0
        assert sum("database unavailable" in line for line in logs.lines) == 2
        assert not any("Traceback" in line for line in logs.lines)
        async with client.get(f"{url}/metrics") as counted:
            assert 'beffroi_failures_total{step="store"} 2.0' in await counted.text()


async def test_readyz_says_what_is_wrong_and_that_nothing_is_draining(away: House, client: ClientSession) -> None:
    async with served(away) as url, client.get(f"{url}/readyz") as answer:
        said = await answer.json()
    assert answer.status == 503
    assert said["checks"]["database"] is False
    assert said["draining"] is False
    assert {"models", "switches", "data", "lead"} <= set(said["tasks"])


async def test_readyz_knows_a_full_disk_and_recovers(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("the disk of a server is the server's")
    assert await database.writable()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        assert not await database.writable()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert await database.writable()


async def test_readyz_knows_a_server_that_is_read_only(place: tuple[str, str | None]) -> None:
    url, schema = place
    if not schema:
        pytest.skip("a file is read-only to all but the account that owns the machine")
    async with Database(url, schema=schema) as database:
        assert await database.writable()
        engine = database.engine.sync_engine
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("SET TRANSACTION READ ONLY"))
        assert not await database.writable()


async def test_readyz_knows_a_server_that_is_away() -> None:
    async with Database(NOWHERE) as database:
        assert not await database.writable()
