"""Every state of the chat and every page has no fault for axe-core, fits a small screen, and bears larger text."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import ask, enlarge_text, verdict, violations, write
from tests.browser.conftest import Opener, Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PAGES = [
    "/",
    "/integrer",
    "/transparence",
    "/assistant",
    "/donnees",
    "/dossier",
    "/mentions-legales",
    "/accessibilite",
    "/contact",
    "/regles",
    "/regles/ami-ia",
    "/rien",
]
TOLERATED = ("ERR_", "Failed to load", "422", "404")
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


async def opened(page: Page) -> None:
    await expect(page.locator("#first")).to_be_visible()


async def answered(page: Page) -> None:
    await ask(page, "Proch'IA ?")
    await page.get_by_role("button", name="Pas utile").click()


async def form_error(page: Page) -> None:
    await page.locator("#human").click()
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.locator("#contact-name-error")).not_to_be_empty()


async def too_long(page: Page) -> None:
    await page.locator("#text").fill("a" * 1_100)
    await page.locator("#text").press("Enter")


async def offline(page: Page) -> None:
    await page.context.set_offline(True)
    await write(page, "Proch'IA ?")
    await expect(page.locator("li.you[data-state=queued]")).to_be_visible()


async def failed(page: Page) -> None:
    await page.route("**/w/messages", lambda route: route.abort())
    await write(page, "Proch'IA ?")
    await expect(page.get_by_role("button", name="Renvoyer")).to_be_visible()


async def expired(page: Page) -> None:
    await ask(page, "Proch'IA ?")
    await page.clock.fast_forward("25:00:00")
    await expect(page.locator("#notice")).to_contain_text("s’est fermée")


async def choices(page: Page) -> None:
    await ask(page, "Ma commune peut-elle être aidée ?")
    await expect(page.get_by_role("button", name="Du matériel")).to_be_visible()


async def contact_form(page: Page) -> None:
    await page.locator("#human").click()
    await expect(page.locator("#contact-name")).to_be_focused()


async def company(page: Page) -> None:
    await ask(page, "Quelles aides pour mon entreprise ?")
    await expect(page.locator(".aids")).to_be_visible()


async def company_all(page: Page) -> None:
    await company(page)
    for name in ("Voir", "terminée", "Source"):
        await page.locator(".aids summary").filter(has_text=name).first.click()


async def menu(page: Page) -> None:
    await page.locator("#menu summary").click()


STATES: dict[str, Callable[[Page], Awaitable[None]]] = {
    "opened": opened, "answered": answered, "verdict": verdict, "form_error": form_error, "too_long": too_long,
    "offline": offline, "failed": failed, "expired": expired, "menu": menu, "choices": choices,
    "contact_form": contact_form, "company": company, "company_all": company_all,
}  # fmt: skip


async def reach(site: Site, open_page: Opener, state: str, **options: object) -> Page:
    page = await open_page("about:blank", tolerated=TOLERATED, **options)
    if state == "expired":
        await page.clock.install()
    await page.goto(f"{site.url}/w/")
    await STATES[state](page)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
async def test_each_state_has_no_fault_for_axe_on_a_phone_and_a_desk(
    site: Site, open_page: Opener, state: str, scheme: str
) -> None:
    page = await reach(site, open_page, state, color_scheme=scheme, viewport={"width": 390, "height": 780})
    assert await violations(page) == []
    await page.set_viewport_size({"width": 1280, "height": 860})
    assert await violations(page) == []


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256)], ids=["320px", "400%"])
@pytest.mark.parametrize("state", ["opened", "answered", "verdict", "form_error", "menu"])
async def test_a_small_screen_and_a_large_zoom_lose_nothing(
    site: Site, open_page: Opener, state: str, width: int, height: int
) -> None:
    page = await reach(site, open_page, state, viewport={"width": width, "height": height})
    assert await violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    if state != "form_error":
        await page.locator("#text").scroll_into_view_if_needed()
        await expect(page.locator("#text")).to_be_in_viewport()
    await page.locator("#human").scroll_into_view_if_needed()
    await expect(page.locator("#human")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
async def test_each_page_has_no_fault_for_axe_and_fits_a_phone(
    site: Site, open_page: Opener, path: str, scheme: str
) -> None:
    page = await open_page(f"{site.url}{path}", tolerated=TOLERATED, color_scheme=scheme)
    assert await violations(page) == []
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320


BROKEN = """() => { const cut = []
  for (const each of document.querySelectorAll('h1, h2, h3, legend, label, button, .send, nav a')) {
    if (!each.checkVisibility()) continue
    const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) for (const word of walk.currentNode.data.matchAll(/[^\\s\u2011-]+/g)) {
      const range = document.createRange()
      range.setStart(walk.currentNode, word.index)
      range.setEnd(walk.currentNode, word.index + word[0].length)
      if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) cut.push(word[0])
    } }
  return cut }"""


@pytest.mark.parametrize("path", PAGES)
async def test_with_text_twice_as_large_a_phone_cuts_no_word(site: Site, open_page: Opener, path: str) -> None:
    page = await open_page("about:blank", tolerated=TOLERATED, viewport={"width": 390, "height": 780})
    await enlarge_text(page, 200)
    await page.goto(site.url + path)
    assert await page.evaluate(BROKEN) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_a_conversation_without_javascript_has_no_fault_for_axe(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/assistant", tolerated=TOLERATED)
    for press in ("Ma commune peut-elle être aidée ?", "Du matériel"):
        await page.get_by_role("button", name=press).click()
    assert await violations(page) == []
    await page.get_by_role("button", name="Imprimer la vérification").click()
    assert await violations(page) == []


@pytest.mark.parametrize("state", ["opened", "verdict", "form_error"])
async def test_wider_text_spacing_cuts_nothing(site: Site, open_page: Opener, state: str) -> None:
    page = await reach(site, open_page, state, viewport={"width": 440, "height": 720}, bypass_csp=True)
    await page.add_style_tag(content=SPACING)
    cut = await page.evaluate(
        """[...document.querySelectorAll('button, .bubble, label, .state, h1, h2')]
        .filter(each => each.checkVisibility() && !each.closest('.hide') && each.scrollWidth > each.clientWidth + 1
          && getComputedStyle(each).overflow !== 'visible').map(each => each.textContent)"""
    )
    assert cut == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 440


async def test_forced_colours_keep_states_and_borders(site: Site, open_page: Opener) -> None:
    page = await reach(site, open_page, "verdict", forced_colors="active")
    border = await page.locator(".choice").first.evaluate("each => getComputedStyle(each).borderStyle")
    assert border in ("solid", "dashed")
    assert await violations(page) == []


async def test_reduced_motion_moves_nothing(site: Site, open_page: Opener) -> None:
    page = await reach(site, open_page, "opened", reduced_motion="reduce")
    await page.evaluate("document.getElementById('typing').hidden = false")
    animated = await page.evaluate("document.getAnimations().filter(each => each.playState === 'running').length")
    assert animated == 0
