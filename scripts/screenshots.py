"""Takes a picture of every state of the chat and of every page: light and dark, phone and desk, text at 100 % and 200 %."""

import asyncio
import shutil
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.async_api import async_playwright  # noqa: E402

from bot.store.database import Database  # noqa: E402
from tests.browser.chat import LAUNCHER, ask, enlarge_text  # noqa: E402
from tests.browser.conftest import ARGUMENTS, opened  # noqa: E402
from tests.browser.test_states import PAGES, STATES  # noqa: E402
from tests.channels.serving import served  # noqa: E402
from tests.channels.web_engine import WebEngine  # noqa: E402
from tests.houses import a_house  # noqa: E402

FOLDER = ROOT / "var" / "screenshots"
SCREENS = {"phone": {"width": 390, "height": 780}, "desk": {"width": 1280, "height": 860}}


async def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium n'est pas installé : scripts/install-chromium", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        stack.push_async_callback(browser.close)
        url = await _served(stack)
        for screen, viewport in SCREENS.items():
            for scheme in ("light", "dark"):
                await _pictures(browser, url, f"{screen}-{scheme}", 100, viewport=viewport, color_scheme=scheme)
            await _pictures(browser, url, f"{screen}-200", 200, viewport=viewport)
    print(f"{len(list(FOLDER.glob('*.png')))} images dans {FOLDER.relative_to(ROOT)}/")
    return 0


async def _served(stack: AsyncExitStack) -> str:
    """Serve a house that answers by key word, on a database of its own."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    store = Database(f"sqlite+aiosqlite:///{folder / 'beffroi.sqlite'}")
    await store.migrate()
    house = await stack.enter_async_context(a_house(store, folder, engine=WebEngine()))
    return (await stack.enter_async_context(served(house))).replace("127.0.0.1", "localhost")


async def _pictures(browser, url: str, suffix: str, percent: int, **options) -> None:  # type: ignore[no-untyped-def]
    for name, reach in STATES.items():
        async with await browser.new_context(**options) as context:
            page = await context.new_page()
            await enlarge_text(page, percent)
            if name == "expired":
                await page.clock.install()
            await page.goto(f"{url}/w/")
            await reach(page)
            await page.wait_for_timeout(700 if name != "expired" else 0)
            await page.screenshot(path=FOLDER / f"chat-{name}-{suffix}.png")
    async with await browser.new_context(**options) as context:
        page = await context.new_page()
        await enlarge_text(page, percent)
        for path in PAGES:
            await page.goto(url + path)
            await page.screenshot(path=FOLDER / f"page{path.replace('/', '-')}-{suffix}.png", full_page=True)
        await _open_on_a_site(page, url, suffix)


async def _open_on_a_site(page, url: str, suffix: str) -> None:  # type: ignore[no-untyped-def]
    await page.goto(url)
    await page.get_by_role("button", name=LAUNCHER).click()
    await ask(await opened(page), "Proch'IA ?")
    await page.wait_for_timeout(700)
    await page.screenshot(path=FOLDER / f"site-open-{suffix}.png")


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
