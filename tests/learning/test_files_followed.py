"""A file of the region written while the service runs: broken, it is told; mended, it is served."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import make_mocked_request

from beffroi.app import application
from bot.house import House
from learning.answers.in_force import follow_data, follow_files
from region import in_force
from region.files import SHIPPED
from tests.regions import TODAY


@pytest.fixture
def pack(tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the pack, in force."""
    copied = tmp_path / "pack"
    shutil.copytree(SHIPPED, copied)
    monkeypatch.setenv("BEFFROI_PACK_DIR", str(copied))
    house.region = in_force.read(today=TODAY)
    return copied


@asynccontextmanager
async def followed(house: House) -> AsyncIterator[None]:
    stop, first = asyncio.Event(), house.in_force().files
    tasks = [
        asyncio.create_task(follow_data(house, stop)),
        asyncio.create_task(follow_files(house, stop, every=0.02)),
    ]
    await until(lambda: house.in_force().files is not first)
    yield
    stop.set()
    await asyncio.gather(*tasks)


async def until(told: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not told():
            await asyncio.sleep(0.02)


async def regional_data(house: House) -> object:
    """Return what `/readyz` says of the regional data."""
    app = application(house)
    request = make_mocked_request("GET", "/readyz", app=app)
    request.match_info.add_app(app)
    handler = next(
        each.handler for each in app.router.routes() if each.resource and each.resource.canonical == "/readyz"
    )
    return json.loads((await handler(request)).text or "")["checks"]["regional_data"]


@pytest.mark.parametrize("broken", [b"topic: ami\nrecords: [", b"\xff\xfe", None], ids=["cut", "not text", "gone"])
async def test_a_broken_file_is_told_and_a_mended_one_is_served(house: House, pack: Path, broken: bytes | None) -> None:
    file, before = pack / "prochia.yml", house.in_force().catalogue
    good = file.read_bytes()
    async with followed(house):
        file.write_bytes(broken) if broken else (pack / "service.yml").unlink()
        await until(lambda: house.in_force().trouble)
        assert house.in_force().catalogue is before
        assert await regional_data(house) is False
        file.write_bytes(good.replace(b"Proch'IA en bref", b"Proch'IA en peu de mots"))
        shutil.copy(SHIPPED / "service.yml", pack)
        await until(lambda: house.in_force().trouble is None)
        assert "Proch'IA en peu de mots" in {each.title for each in house.in_force().catalogue.records}
        assert await regional_data(house) is True
