"""Takes a picture of every state of the chat and of every page: light and dark, phone and desk, text at 100 % and 200 %.

`scripts/screenshots.py verdict /integrer` takes those alone.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.async_api import Browser, Page, async_playwright  # noqa: E402

from bot.store.database import Database  # noqa: E402
from tests.browser.chat import LAUNCHER, ask, enlarge_text  # noqa: E402
from tests.browser.conftest import ARGUMENTS, opened  # noqa: E402
from tests.browser.test_states import PAGES, STATES  # noqa: E402
from tests.channels.serving import served  # noqa: E402
from tests.channels.web_engine import WebEngine  # noqa: E402
from tests.houses import a_house  # noqa: E402

FOLDER = ROOT / "var" / "screenshots"
SITE = "site-open"
SCREENS = {"phone": {"width": 390, "height": 780}, "desk": {"width": 1280, "height": 860}}


async def main(wanted: Sequence[str] = (), folder: Path = FOLDER) -> int:
    """Take the pictures of these states and pages, of all when none is named."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium n'est pas installé : scripts/install-chromium", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    album = Album(folder, wanted or [*STATES, *PAGES, SITE])
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        stack.push_async_callback(browser.close)
        url = await _served(stack)
        for screen, viewport in SCREENS.items():
            for scheme in ("light", "dark"):
                await album.take(browser, url, f"{screen}-{scheme}", 100, viewport=viewport, color_scheme=scheme)
            await album.take(browser, url, f"{screen}-200", 200, viewport=viewport)
    print(f"{len(list(folder.glob('*.png')))} images dans {folder}/")
    return 0


async def _served(stack: AsyncExitStack) -> str:
    """Serve a house that answers by key word, on a database of its own."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    store = Database(f"sqlite+aiosqlite:///{folder / 'beffroi.sqlite'}")
    await store.migrate()
    house = await stack.enter_async_context(a_house(store, folder, engine=WebEngine()))
    return (await stack.enter_async_context(served(house))).replace("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Album:
    """Where pictures go, and which are wanted."""

    folder: Path
    wanted: Sequence[str]

    async def take(self, browser: Browser, url: str, suffix: str, percent: int, **options: Any) -> None:
        """Take each wanted picture with a browser set like that."""
        for name in self.wanted:
            async with await browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options) as context:
                page = await context.new_page()
                await enlarge_text(page, percent)
                if name in STATES:
                    await self._state(page, url, name, suffix)
                elif name == SITE:
                    await self._site(page, url, suffix)
                else:
                    await self._page(page, url, name, suffix)

    async def _state(self, page: Page, url: str, name: str, suffix: str) -> None:
        if name == "expired":
            await page.clock.install()
        await page.goto(f"{url}/w/")
        await STATES[name](page)
        await page.wait_for_timeout(700 if name != "expired" else 0)
        await page.screenshot(path=self.folder / f"chat-{name}-{suffix}.png")

    async def _page(self, page: Page, url: str, path: str, suffix: str) -> None:
        """The whole page in a window as high as it is: what is fixed stays at the foot."""
        await page.goto(url + path)
        height = await page.evaluate("document.documentElement.scrollHeight")
        size = page.viewport_size or {"width": 1280, "height": 860}
        await page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        await page.screenshot(path=self.folder / f"page{path.replace('/', '-')}-{suffix}.png")

    async def _site(self, page: Page, url: str, suffix: str) -> None:
        await page.goto(url)
        await page.get_by_role("button", name=LAUNCHER).click()
        await ask(await opened(page), "Proch'IA ?")
        await page.wait_for_timeout(700)
        await page.screenshot(path=self.folder / f"{SITE}-{suffix}.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", nargs="*", help="states and pages; all when none is named")
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the pictures go")
    given = parser.parse_args()
    raise SystemExit(asyncio.run(main(given.wanted, given.to)))
