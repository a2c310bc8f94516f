"""What comes out of the printer: the words, no button, no field, and the whole of a conversation."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import ask, verdict
from tests.browser.conftest import Opener, Site
from tests.browser.test_states import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LEFT = """() => [document, ...[...document.documentElement.children].map(each => each.shadowRoot).filter(Boolean)]
  .flatMap(root => [...root.querySelectorAll('button, input, textarea, select, iframe, a.send, a.plain, .skip')])
  .filter(each => each.checkVisibility()).map(each => each.outerHTML.slice(0, 90))"""


async def left(page: Page) -> list[str]:
    await page.emulate_media(media="print")
    found: list[str] = await page.evaluate(LEFT)
    return found


@pytest.mark.parametrize("path", [each for each in PAGES if each != "/rien"])
async def test_no_page_prints_what_only_a_screen_can_use(site: Site, open_page: Opener, path: str) -> None:
    page = await open_page(site.url + path)
    assert await left(page) == []
    await expect(page.locator("h1")).to_be_visible()


async def test_a_conversation_prints_whole_and_its_page_too(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", viewport={"width": 440, "height": 500})
    for _ in range(3):
        await ask(page, "Proch'IA ?")
    assert await left(page) == []
    assert await page.evaluate("document.documentElement.scrollHeight > 900")
    await page.emulate_media(media="screen")
    await verdict(page)
    async with page.context.expect_page() as opening:
        await page.get_by_role("button", name="Imprimer la vérification").click()
    printed = await opening.value
    await printed.wait_for_load_state()
    assert await left(printed) == []
