"""Two programs at two addresses share one PostgreSQL, as two machines do: one model, one conversation, one leader."""

import asyncio
import gzip
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from beffroi import building
from bot import desk
from bot.house import House
from bot.settings import Settings
from bot.store import models
from bot.store.models import ModelVersion
from tests.beffroi.conftest import taught
from tests.beffroi.test_serve import served, server_database
from tests.channels.serving import Tab

__all__ = ["server_database"]
ONE, OTHER = "127.0.0.2", "127.0.0.3"
SECRET = "the same secret on both machines, long enough"


async def soon(told: Callable[[], Awaitable[bool]], *, within: float = 120.0) -> None:
    until = time.monotonic() + within
    while not await told():
        assert time.monotonic() < until, "it did not happen in time"
        await asyncio.sleep(0.2)


@asynccontextmanager
async def operator(folder: Path, **environment: str) -> AsyncIterator[House]:
    """Give the house of a third program: where an operator works, and whence a model is published."""
    async with building.opened(Settings.read({"BEFFROI_DATA_DIR": str(folder), **environment})) as house:
        yield house


async def published(house: House, archive: Path, folder: Path) -> str:
    """Publish the same model under another hash: the same archive, compressed again."""
    again = folder / "again.tar.gz"
    again.write_bytes(gzip.compress(gzip.decompress(archive.read_bytes()), compresslevel=1))
    version = ModelVersion(models.version_of(again), "v2", "r", "test", "", datetime.now(UTC), 1.0)
    await models.register(house.database, again, version)
    async with house.database.write() as connection:
        await models.put_in_service(connection, version.sha256, author="test", comment="", at=datetime.now(UTC))
    await house.signals.publish("model", sha256=version.sha256)
    return version.sha256


@pytest.mark.slow
async def test_two_machines_are_one_service(server_database: str, tmp_path: Path, archive: Path) -> None:
    common = {"BEFFROI_DATABASE_URL": server_database, "BEFFROI_SECRET_KEY": SECRET}
    folders = {name: tmp_path / name for name in ("one", "other", "desk")}
    for folder in folders.values():
        folder.mkdir()
    taught(folders["one"], archive, **common)
    async with (
        served(folders["one"], "--host", ONE, host=ONE, **common) as (one, _),
        served(folders["other"], "--host", OTHER, host=OTHER, **common) as (other, _),
        operator(folders["desk"], **common) as house,
        ClientSession() as client,
    ):
        await _one_model(house, client, (one, other), archive, tmp_path)
        await _one_conversation(house, client, one, other)


async def _one_model(house: House, client: ClientSession, urls: tuple[str, str], archive: Path, folder: Path) -> None:
    sha256 = await published(house, archive, folder)

    async def in_service(url: str) -> bool:
        async with client.get(f"{url}/readyz") as answer:
            return bool((await answer.json())["model"] == sha256)

    for url in urls:
        await soon(lambda url=url: in_service(url))  # type: ignore[misc]


async def _one_conversation(house: House, client: ClientSession, one: str, other: str) -> None:
    """A person begins at one address, an operator takes over from elsewhere, and the person goes on at the other."""
    tab = await Tab.open(client, one)
    assert (await tab.send("c'est quoi Proch'IA ?"))[0] == 200
    async with house.database.read() as connection:
        (identifier,) = (await connection.exec_driver_sql("SELECT id FROM conversation WHERE channel = 'web'")).one()
    assert await desk.take_over(house, identifier, "camille")
    moved = Tab(client, other, tab.token)
    status, held = await moved.send("il y a quelqu'un ?", id="at-the-other")
    assert (status, held["messages"]) == (200, [])
    await desk.say(house, identifier, "camille", "Bonjour, je suis là.")
    for place in (tab, moved):
        _, told = await place.get("/w/conversation")
        assert "Bonjour, je suis là." in str(told)
    await desk.release(house, identifier, "camille")
    status, answered = await tab.send("c'est quoi Proch'IA ?", id="back")
    assert status == 200
    assert answered["messages"]
