"""A real Chromium in front of the real application; skipped with the reason where Chromium is not installed."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Frame, Page, async_playwright, expect

from bot.house import House
from bot.store.database import Database
from tests.browser import sites
from tests.channels.serving import served
from tests.channels.web_engine import WebEngine
from tests.houses import a_house

expect.set_options(timeout=30_000)  # a wait ends as soon as it is true: the bound is for a loaded machine only
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Site:
    """The running assistant, its house, and a town hall's page on another origin that loads the button."""

    url: str
    host: str
    house: House


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is not installed (scripts/install-chromium)")
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Site]:
    file = tmp_path / "beffroi.sqlite"
    shutil.copy(sqlite_template, file)
    async with town_hall() as host:
        store = Database(f"sqlite+aiosqlite:///{file}")
        opened = a_house(store, tmp_path, engine=WebEngine(), allowed_sites=(host.url,))
        async with opened as house, served(house) as url:
            host.widget = url
            yield Site(url.replace("127.0.0.1", "localhost"), host.url, house)


class Host:
    """Serves the pages of a town hall, each with a policy of its own."""

    widget = ""

    async def __aenter__(self) -> "Host":
        app = web.Application()
        app.add_routes([web.get(path, self._page) for path in sites.SITES])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        server = web.TCPSite(self._runner, "127.0.0.1", 0)
        await server.start()
        self.url = f"http://127.0.0.1:{server._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _page(self, request: web.Request) -> web.Response:
        near = request.path.startswith("/proche")
        return sites.page(request.path, self.widget if near else self.widget.replace("127.0.0.1", "localhost"))


def town_hall() -> Host:
    return Host()


Opener = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[Opener]:
    """Give a function that opens an address in a fresh context; any console error or policy violation fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    async def opened(address: str, *, tolerated: tuple[str, ...] = (), **options: Any) -> Page:
        context = await browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error" and not any(each in said.text for each in tolerated)
                else None
            ),
        )
        await page.goto(address)
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            await page.unroute_all(behavior="wait")
        await context.close()
    assert complaints == []


async def until(what: Callable[[], Awaitable[bool]], *, seconds: float = 30) -> None:
    """Wait for something to become true."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not await what():
        assert asyncio.get_running_loop().time() < deadline, "it never happened"
        await asyncio.sleep(0.05)


async def opened(page: Page) -> Frame:
    """Return the chat frame inside a host page, once its script has given focus to the composer: it then hears every key."""

    async def there() -> bool:
        return any(frame.url.endswith("/w/") for frame in page.frames)

    await until(there)
    chat = next(frame for frame in page.frames if frame.url.endswith("/w/"))
    await expect(chat.locator("#text")).to_be_focused()
    return chat
