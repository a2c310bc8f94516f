"""The button on the sites that exist: strict policies, loaded twice, pages swapped under it, a chat that does not come."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import LAUNCHER, ask, violations
from tests.browser.conftest import Opener, Site, opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHONE = {"width": 390, "height": 780}


def button(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("button", name=LAUNCHER)


@pytest.mark.parametrize("path", ["/types", "/double", "/module", "/bas", "/libre"])
async def test_one_button_opens_the_chat_however_it_is_loaded(site: Site, open_page: Opener, path: str) -> None:
    page = await open_page(site.host + path)
    await expect(button(page)).to_have_count(1)
    await button(page).click()
    await expect((await opened(page)).locator("#first")).to_be_visible()


async def test_a_script_with_an_integrity_hash_may_be_read_by_any_site(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host + "/libre")
    read = f"fetch('{site.url}/widget.js', {{mode: 'cors'}}).then(answer => answer.ok)"
    assert await page.evaluate(read) is True


async def test_the_button_stays_when_the_page_is_swapped_under_it(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host + "/libre")
    await button(page).click()
    chat = await opened(page)
    await ask(chat, "Proch'IA ?")
    await page.evaluate("document.body.innerHTML = '<main><h1>Échangée</h1></main>'")
    await page.evaluate(
        "document.documentElement.replaceChild(Object.assign(document.createElement('body'), {innerHTML: '<h1>Neuve</h1>'}), document.body)"
    )
    await expect(button(page)).to_have_count(1)
    await expect(chat.locator(".sources")).to_be_visible()
    await page.evaluate("[...document.documentElement.children].slice(2).forEach(each => each.remove())")
    await expect(button(page)).to_have_count(1)


async def test_a_cookie_banner_leaves_the_button_in_sight(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host + "/bas", viewport=PHONE)
    box = await button(page).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 780 - 120


async def test_a_site_opens_the_chat_by_itself_without_taking_focus(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host + "/ouvert")
    await expect(button(page)).to_have_attribute("aria-expanded", "true")
    await expect(page.frame_locator("iframe").locator("#first")).to_be_visible()
    assert await page.evaluate("document.activeElement === document.body")


async def test_a_site_asks_a_question_for_the_person(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host + "/libre")
    await expect(button(page)).to_be_visible()
    await page.evaluate("Beffroi.open(\"Qu'est-ce que Proch'IA ?\")")
    await expect(page.frame_locator("iframe").locator(".sources")).to_be_visible()
    await page.evaluate("Beffroi.open('bonjour')")
    await expect(page.frame_locator("iframe").locator("li.you")).to_have_count(2)


async def test_the_chat_stays_open_when_the_site_changes_page(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host + "/proche")
    await button(page).click()
    await ask(await opened(page), "Proch'IA ?")
    await page.get_by_role("link", name="Une autre page").click()
    await page.wait_for_url("**/deux")
    await expect(page.frame_locator("iframe").locator("li.you")).to_have_count(1)
    await expect(button(page)).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_a_chat_that_does_not_come_says_so_and_lets_the_person_out(
    site: Site, open_page: Opener, width: int, scheme: str
) -> None:
    page = await open_page(
        site.host + "/interdit",
        viewport={"width": width, "height": 780},
        color_scheme=scheme,
        tolerated=("frame-src", "Framing"),
    )
    await button(page).click()
    await expect(page.get_by_role("dialog")).to_contain_text("La discussion ne s’ouvre pas")
    link = page.get_by_role("link", name="Poser ma question sur une autre page")
    assert await link.get_attribute("href") == f"{site.url}/assistant"
    assert await violations(page) == []
    await page.get_by_role("button", name="Fermer la fenêtre").click()
    await expect(button(page)).to_be_focused()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_while_the_chat_loads_the_person_reads_so_and_can_leave(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host, viewport=PHONE, tolerated=("ERR_",))
    await page.route("**/w/", lambda route: None)
    await button(page).click()
    await expect(page.get_by_role("dialog")).to_contain_text("Chargement…")
    await page.keyboard.press("Escape")
    await expect(button(page)).to_be_focused()
    await page.unroute_all(behavior="ignoreErrors")


async def test_the_page_that_the_chat_covers_cannot_be_reached(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host, viewport=PHONE)
    await button(page).click()
    await opened(page)
    assert await page.evaluate("document.body.inert") is True
    await page.keyboard.press("Escape")
    await page.wait_for_function("!document.body.inert")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await button(page).click()
    await opened(page)
    assert await page.evaluate("document.body.inert") is False


async def test_a_browser_without_recent_features_opens_the_chat(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank")
    await page.add_init_script("delete window.CSSStyleSheet; delete AbortSignal.timeout")
    await page.goto(site.host + "/libre")
    await button(page).click()
    await ask(await opened(page), "Proch'IA ?")
    box = await button(page).bounding_box()
    assert box is not None
    assert box["y"] > 400


async def test_the_host_page_is_told_nothing_it_does_not_expect(site: Site, open_page: Opener) -> None:
    warned: list[str] = []
    page = await open_page("about:blank")
    page.on("console", lambda said: warned.append(said.text) if "postMessage" in said.text else None)
    await page.goto(site.host)
    await button(page).click()
    await opened(page)
    assert warned == []


async def test_the_window_is_enlarged_then_reduced(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host)
    await button(page).click()
    chat = await opened(page)
    before = await page.locator("iframe").bounding_box()
    await chat.locator("#menu summary").click()
    await chat.get_by_role("button", name="Agrandir la fenêtre").click()
    await expect(chat.locator("#enlarge")).to_have_text("Réduire la fenêtre")
    after = await page.locator("iframe").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.5


async def test_the_conversation_goes_on_in_a_page_of_its_own(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host)
    await button(page).click()
    chat = await opened(page)
    await ask(chat, "Proch'IA ?")
    await chat.locator("#menu summary").click()
    async with page.context.expect_page() as opening:
        await chat.get_by_role("button", name="Ouvrir en page entière").click()
    whole = await opening.value
    await expect(whole.locator("li.you")).to_have_count(1)
    assert "session" not in whole.url
    await ask(whole, "bonjour")
    await expect(chat.locator("li.you")).to_have_count(2)
    await expect(chat.locator("li.assistant .bubble").last).to_contain_text("bonjour")
