"""The button on a town hall's site: nothing before the click, then the chat, by mouse and by keyboard."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.chat import LAUNCHER, ask, enlarge_text, focused, violations, write
from tests.browser.conftest import Opener, Site, opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_nothing_is_asked_or_stored_before_the_click(site: Site, open_page: Opener) -> None:
    asked: list[str] = []
    page = await open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(site.host)
    await expect(page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    await page.wait_for_timeout(300)
    assert [address for address in asked if address.startswith(site.url)] == [f"{site.url}/widget.js"]
    assert await page.context.cookies() == []
    assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    await page.get_by_role("button", name=LAUNCHER).click()
    await opened(page)
    assert await page.context.cookies() == []
    assert all(address.startswith((site.url, site.host)) for address in asked)


async def test_focus_goes_to_the_composer_then_back_to_the_button(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host)
    button = page.get_by_role("button", name=LAUNCHER)
    await button.focus()
    await page.keyboard.press("Enter")
    chat = await opened(page)
    await expect(chat.locator("#text")).to_be_focused()
    assert await button.get_attribute("aria-expanded") == "true"
    await page.keyboard.press("Escape")
    await expect(page.locator("iframe")).to_be_hidden()
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(chat.locator("#text")).to_be_focused()
    await chat.get_by_role("button", name="Fermer la fenêtre").click()
    await expect(button).to_be_focused()


async def test_a_conversation_from_opening_to_leaving_with_the_keyboard_only(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host)
    for _ in range(3):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    chat = await opened(page)
    await expect(chat.locator("#text")).to_be_focused()
    await page.keyboard.type("Qu'est-ce que Proch'IA ?")
    await page.keyboard.press("Enter")
    await expect(chat.locator(".sources")).to_be_visible()
    for _ in range(12):
        if await focused(chat) == "Vérifier mon cas":
            break
        await page.keyboard.press("Shift+Tab")
    assert await focused(chat) == "Vérifier mon cas"
    await page.keyboard.press("Enter")
    await expect(chat.get_by_role("button", name="Du matériel")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name=LAUNCHER)).to_be_focused()


@pytest.mark.parametrize("percent", [100, 200])
async def test_the_button_covers_nothing_that_has_focus_on_a_phone(site: Site, open_page: Opener, percent: int) -> None:
    page = await open_page("about:blank", viewport={"width": 390, "height": 780})
    await enlarge_text(page, percent)
    await page.goto(site.url)
    await expect(page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    covered, reached = [], 0
    for _ in range(60):
        await page.keyboard.press("Tab")
        where = await page.evaluate(FOCUS)
        if where is None:
            break
        reached += 1
        covered += [where["text"]] if where["covered"] else []
    assert reached > 15
    assert covered == []


FOCUS = """() => {
  const at = document.activeElement
  const button = [...document.documentElement.children].map(each => each.shadowRoot?.querySelector('.launch')).find(Boolean)
  if (at === document.body || button.getRootNode().activeElement === button) return null
  const [a, b] = [at.getBoundingClientRect(), button.getBoundingClientRect()]
  const covered = a.bottom > b.top && a.top < b.bottom && a.right > b.left && a.left < b.right
  return {text: at.textContent.trim().slice(0, 40), covered}
}"""


async def test_a_reply_that_arrives_while_closed_is_counted_on_the_button(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host)
    await page.get_by_role("button", name=LAUNCHER).click()
    chat = await opened(page)
    await page.route("**/w/messages", _slowly)
    await write(chat, "Proch'IA ?")
    await page.keyboard.press("Escape")
    await expect(page.locator(".count")).to_have_text("1")
    await page.get_by_role("button", name=LAUNCHER).click()
    await expect(page.locator(".count")).to_be_empty()


async def _slowly(route: Route) -> None:
    await asyncio.sleep(0.6)
    await route.continue_()


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_head_of_the_chat_is_one_row_of_whole_words(site: Site, open_page: Opener, width: int) -> None:
    page = await open_page(site.host, viewport={"width": width, "height": 800})
    await page.get_by_role("button", name=LAUNCHER).click()
    chat = await opened(page)
    for name in (".title h1", "#human"):
        lines = await chat.locator(name).evaluate(
            "each => { const text = document.createRange(); text.selectNodeContents(each); "
            "return new Set([...text.getClientRects()].filter(one => one.width > 1).map(one => Math.round(one.top))).size }"
        )
        assert lines == 1, name
    for each in await chat.locator(".head button:visible, .head summary").all():
        await expect(each).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_button_and_the_open_chat_have_no_fault_for_axe(site: Site, open_page: Opener, width: int) -> None:
    page = await open_page(site.host, viewport={"width": width, "height": 800})
    await expect(page.get_by_role("button", name=LAUNCHER)).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name=LAUNCHER).click()
    await ask(await opened(page), "Proch'IA ?")
    assert await violations(page) == []


async def test_a_site_that_is_not_allowed_cannot_frame_the_chat(site: Site, open_page: Opener) -> None:
    page = await open_page(
        site.host.replace("127.0.0.1", "localhost"), tolerated=("frame-ancestors", "refused", "ancestor")
    )
    await page.get_by_role("button", name=LAUNCHER).click()
    await page.wait_for_timeout(500)
    assert not [frame for frame in page.frames if frame.url.endswith("/w/")] or "chrome-error" in page.frames[-1].url
