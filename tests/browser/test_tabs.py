"""Two tabs of one conversation, and a tab that outlives its conversation: nothing vanishes, both say the same."""

import asyncio
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import ask, focused, write
from tests.browser.conftest import Opener, Site, until
from tests.channels.serving import typed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
TOLD = "#transcript > li:is(.you, .assistant):not(#first, #starters)"


async def twin(page: Page, site: Site, *, deaf: bool = False) -> Page:
    """Return a second tab of the same session, as a duplicated tab or the whole page is; a deaf one hears no event."""
    token = await page.evaluate("sessionStorage['beffroi.session']")
    other = await page.context.new_page()
    await other.add_init_script(f"sessionStorage['beffroi.session'] ||= {token!r}")
    if deaf:
        await other.route("**/w/events", lambda route: route.abort())
    await other.goto(f"{site.url}/w/")
    return other


async def told(page: Page) -> list[str]:
    """Return who says what, in order, by its first words."""
    said = await page.locator(TOLD).evaluate_all(
        "all => all.map(each => (each.querySelector('.text') ?? each).textContent.slice(0, 20))"
    )
    return [typed(each) for each in said]


async def tells(page: Page, *words: str) -> None:
    """Wait until a tab shows these, in order, and nothing else."""

    async def shown() -> bool:
        return await told(page) == list(words)

    await until(shown, seconds=10)


async def erase(page: Page) -> None:
    await ask(page, "/oublier")
    await page.get_by_role("button", name="Oui, tout effacer").press("Enter")
    await expect(page.locator("li.you")).to_have_count(0)


async def idle(site: Site, hours: int) -> None:
    """Make the open conversation as old as if nobody had written for hours."""
    async with site.house.database.write() as connection:
        at = (await connection.exec_driver_sql("SELECT last_at FROM conversation WHERE closed_at IS NULL")).scalar()
        before = datetime.fromisoformat(str(at)) - timedelta(hours=hours)
        text = str(before) if "." in str(before) else f"{before}.000000"
        await connection.exec_driver_sql("UPDATE conversation SET last_at = ? WHERE closed_at IS NULL", (text,))


async def test_a_tab_left_open_for_a_day_shows_the_answers_of_its_new_conversation(
    site: Site, open_page: Opener
) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "bonjour")
    await ask(page, "Proch'IA ?")
    await idle(site, 26)
    await ask(page, "merci")
    await expect(page.locator("li.assistant").last).to_contain_text("Vous avez dit : merci".replace(" :", "\u202f:"))
    assert (await told(page))[0] == "bonjour"
    await expect(page.locator(".thumbs")).to_have_count(1)


async def test_what_one_tab_erases_leaves_the_other_which_says_so_and_goes_on(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    other = await twin(page, site)
    await expect(other.locator("li.you")).to_have_count(1)
    await erase(page)
    await expect(other.locator("li.you")).to_have_count(0)
    await expect(other.locator("#notice")).to_have_text("Vos messages ont été effacés.")
    assert await focused(page) == "text"
    await ask(other, "bonjour")
    await tells(other, "bonjour", "Vous avez dit : bonj")
    await expect(other.locator("#notice")).to_be_hidden()


async def test_what_is_erased_while_a_tab_sends_leaves_it_too_but_not_its_message(
    site: Site, open_page: Opener
) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    other = await twin(page, site)
    erased = asyncio.Event()

    async def late(route) -> None:  # type: ignore[no-untyped-def]
        await erased.wait()
        await route.continue_()

    await other.route("**/w/messages", late)
    await write(other, "bonjour")
    await erase(page)
    await other.wait_for_timeout(300)
    erased.set()
    await tells(other, "bonjour", "Vous avez dit : bonj")


async def test_two_tabs_that_write_at_once_show_the_same_in_the_order_of_the_server(
    site: Site, open_page: Opener
) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "un")
    other = await twin(page, site)
    await expect(other.locator("li.you")).to_have_count(1)
    for words in ("deux", "trois"):
        await asyncio.gather(write(page, f"{words} ici"), write(other, f"{words} là"))
    for each in (page, other):
        await expect(each.locator("li.you")).to_have_count(5)
        await expect(each.locator(TOLD)).to_have_count(10)
    heard = site.house.engines.current.heard  # type: ignore[union-attr]
    order = [words for each in heard for words in (each, f"Vous avez dit : {each}"[:20])]

    async def the_same() -> bool:
        return await told(page) == order and await told(other) == order

    await until(the_same, seconds=10)


async def test_a_tab_that_hears_nothing_shows_with_its_own_answer_what_another_said(
    site: Site, open_page: Opener
) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("ERR_", "Failed"))
    await ask(page, "un")
    other = await twin(page, site, deaf=True)
    await expect(other.locator("li.you")).to_have_count(1)
    await ask(page, "deux")
    await write(other, "trois")
    await expect(other.locator(TOLD)).to_have_count(6)
    assert (await told(other))[::2] == ["un", "deux", "trois"]
