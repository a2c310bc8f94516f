"""Where focus goes when what held it leaves, what opens elsewhere says so, and what a commune's field sends."""

import pytest
from playwright.async_api import Frame, Page, expect

from tests.browser.chat import LAUNCHER, ask, focused, verdict, write
from tests.browser.conftest import Opener, Site, opened
from tests.browser.test_console import served, signed_in  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHONE = {"width": 390, "height": 780}
SILENT = """[...document.querySelectorAll('#transcript [target=_blank]')]
    .map(each => each.querySelector('button') ?? each).map(each => each.textContent).filter(said => !said.includes('nouvel onglet'))"""


async def choose(page: Page | Frame, name: str) -> None:
    await page.locator("#menu summary").press("Enter")
    await page.locator("#menu").get_by_role("button", name=name).press("Enter")


async def test_a_menu_gives_focus_back_to_what_opened_it(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    for name in ("Télécharger la conversation", "Recommencer"):
        await choose(page, name)
        await expect(page.locator("#menu summary")).to_be_focused()


async def test_a_message_sent_again_leaves_focus_in_the_chat(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("ERR_", "Failed"))
    await page.route("**/w/messages", lambda route: route.abort())
    await write(page, "bonjour")
    again = page.get_by_role("button", name="Renvoyer")
    await again.focus()
    await page.unroute("**/w/messages")
    await again.press("Enter")
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(1)
    assert await focused(page) == "text"


async def test_after_the_last_label_focus_is_on_what_says_so(browser, served) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    url, house = served
    context = await signed_in(browser, url, house)
    page = await context.new_page()
    await page.goto(f"{url}/console/etiqueter")
    while await (button := page.locator('button[data-key="reject"]')).count():
        async with page.expect_navigation():
            await button.press("Enter")
        assert await page.evaluate("document.activeElement !== document.body")
    await context.close()


async def test_the_field_of_a_commune_sends_the_whole_choice_and_closes_its_list(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Vérifier mon cas")
    field, options = page.get_by_role("combobox"), page.get_by_role("option")
    await field.press_sequentially("saint-aub")
    await expect(options.first).to_be_visible()
    await field.press("Tab")
    await expect(page.locator("#communes")).to_be_hidden()
    await field.evaluate("each => each.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229}))")
    await expect(page.locator("li.you")).to_have_count(1)
    await field.fill("saint-aubin")
    await options.get_by_text("Saint-Aubin (62)").click()
    await expect(page.locator("li.you .text").last).to_have_text("Saint-Aubin (62)")


async def test_what_opens_a_tab_says_so(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await verdict(page)
    await ask(page, "Quelles aides pour mon entreprise ?")
    assert await page.evaluate(SILENT) == []
    assert await page.locator(".conditions form button").first.evaluate(
        "each => getComputedStyle(each, '::after').content.includes('↗')"
    )


async def test_the_notice_that_a_conversation_closes_is_set_as_french_is(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank")
    await page.clock.install()
    await page.goto(f"{site.url}/w/")
    await write(page, "bonjour")
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(1)
    await page.clock.fast_forward("23:35:00")
    notice = page.locator("#notice")
    await expect(notice).to_contain_text("se fermera à")
    assert "\u00a0h\u00a0" in (await notice.text_content() or "")


async def test_an_address_left_to_be_reached_opens_the_form_with_it(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await write(page, "mon mail est jeanne@exemple.fr")
    await expect(page.locator("#contact-name")).to_be_focused()
    await expect(page.locator("#contact-email")).to_have_value("jeanne@exemple.fr")


async def test_a_phone_is_not_offered_a_larger_window_and_a_desk_is(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host, viewport=PHONE)
    await page.get_by_role("button", name=LAUNCHER).click()
    chat = await opened(page)
    await chat.locator("#menu summary").click()
    await expect(chat.get_by_role("button", name="Ouvrir en page entière")).to_be_visible()
    await expect(chat.get_by_role("button", name="Agrandir la fenêtre")).to_be_hidden()
    await page.set_viewport_size({"width": 1280, "height": 800})
    await expect(chat.get_by_role("button", name="Agrandir la fenêtre")).to_be_visible()


async def test_on_a_phone_what_the_failure_covers_takes_no_focus(site: Site, open_page: Opener) -> None:
    page = await open_page(site.host, viewport=PHONE, tolerated=("ERR_", "Failed"))
    await page.route("**/w/", lambda route: route.abort())
    await page.get_by_role("button", name=LAUNCHER).click()
    await expect(page.get_by_text("La discussion ne s’ouvre pas")).to_be_visible()
    await expect(page.locator("button.launch")).to_be_hidden()
    await page.keyboard.press("Escape")
    await expect(page.locator("button.launch")).to_be_focused()


async def test_a_window_made_larger_or_opened_in_a_tab_gives_focus_back_to_its_menu(
    site: Site, open_page: Opener
) -> None:
    page = await open_page(site.host)
    await page.get_by_role("button", name=LAUNCHER).click()
    chat = await opened(page)
    for name in ("Agrandir la fenêtre", "Ouvrir en page entière"):
        await choose(chat, name)
        await expect(chat.locator("#menu summary")).to_be_focused()
