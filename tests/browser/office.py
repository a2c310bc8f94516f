"""A civil servant's office: the whole application with its real model, and an operator at a browser."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyotp
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from beffroi import building
from beffroi.app import application
from bot.house import House
from bot.settings import Settings
from bot.store import models
from bot.store.audit import Act
from bot.store.models import ModelVersion
from console import operators

PASSWORD = "le beffroi sonne le lundi"
TRAINED_WITHIN = 600_000
MOST_TABS = 250


@asynccontextmanager
async def opened(folder: Path, archive: Path, **settings: str) -> AsyncIterator[tuple[str, House]]:
    """Give the address of the application and its house: the trained model serves, and Camille may do everything."""
    values = {"BEFFROI_DATA_DIR": str(folder), "BEFFROI_RATE_PER_MINUTE": "1000"}
    async with building.opened(Settings.read(values | settings)) as house:
        copy = folder / "model.tar.gz"
        shutil.copy(archive, copy)
        await _in_service(house, copy)
        async with house.database.write() as connection:
            await operators.add(connection, "Camille", ["tous"], Act("test", house.clock()), password=PASSWORD)
        runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "localhost", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        yield f"http://localhost:{port}", house
        await runner.cleanup()


async def sign_in(page: Page, url: str) -> None:
    """Sign in without a mouse: the name, the password, then the code of the application whose key is shown."""
    await page.goto(f"{url}/console/")
    await write(page, "#name", "Camille")
    await write(page, "#password", PASSWORD)
    await page.keyboard.press("Enter")
    secret = await page.inner_text("#secret")
    assert await violations(page) == []
    await write(page, "#code", pyotp.TOTP(secret).now())
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"/console/$"))


async def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what a selector names, and is seen there, as somebody without a mouse does."""
    wanted = page.locator(selector).first
    await wanted.wait_for()
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await wanted.evaluate("each => each === document.activeElement && each.matches(':focus-visible')"):
            return
    raise AssertionError(f"no number of Tab reaches {selector} of {page.url}")


async def write(page: Page, selector: str, text: str) -> None:
    """Reach a field with Tab and type in it."""
    await reach(page, selector)
    await page.keyboard.type(text)


async def press(page: Page, selector: str) -> None:
    """Reach a button or a link with Tab, press Enter, and wait for the page it leads to."""
    await reach(page, selector)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found.response["violations"]]


async def asked(chat: Page, url: str, question: str) -> str:
    """Ask the widget's frame, in a new conversation; return all that the assistant says."""
    await chat.goto("about:blank")
    await chat.evaluate("() => {}")
    await chat.goto(f"{url}/w/")
    await chat.evaluate("() => sessionStorage.clear()")
    await chat.reload()
    await chat.fill("#text", question)
    await chat.keyboard.press("Enter")
    answers = chat.locator("#transcript .from.assistant")
    await answers.nth(2).wait_for(timeout=30_000)
    await chat.locator("#typing").wait_for(state="hidden")
    return "\n".join((await answers.all_inner_texts())[2:])


async def in_service_is(house: House, sha256: str) -> None:
    for _ in range(600):
        if house.engines.version == sha256:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{sha256} is not in service")


async def _in_service(house: House, archive: Path) -> None:
    version = ModelVersion(models.version_of(archive), "premier", "test", "test", "", datetime.now(UTC), 1.0)
    await models.register(house.database, archive, version)
    async with house.database.write() as connection:
        await models.put_in_service(connection, version.sha256, author="test", comment="", at=datetime.now(UTC))
    await building.load_model(house)
