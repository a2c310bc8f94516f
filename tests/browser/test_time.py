"""Time in the chat: the hour where it changes, a line where the day does, and who is writing, both ways."""

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, expect

from tests.browser.chat import ask, said, write
from tests.browser.conftest import Opener, Site
from tests.browser.test_console import served, signed_in  # noqa: F401
from tests.channels.serving import typed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_hour_is_said_where_it_changes_and_the_day_has_a_line(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank")
    await page.clock.set_fixed_time(datetime(2026, 11, 26, 20, 50, tzinfo=UTC))  # 21 h 50 in Paris
    await page.goto(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await expect(page.locator("#transcript time")).to_have_count(0)
    await page.clock.set_fixed_time(datetime(2026, 11, 26, 21, 50, tzinfo=UTC))
    await ask(page, "bonjour")
    assert [typed(each).strip() for each in await page.locator("#transcript time").all_inner_texts()] == ["22 h 50"]
    await page.clock.set_fixed_time(datetime(2026, 11, 26, 23, 50, tzinfo=UTC))
    await ask(page, "bonjour")
    await expect(page.locator(".day")).to_have_count(1)
    assert typed(await page.locator(".day").inner_text()).strip() == "vendredi 27 novembre"
    last = await page.locator("#transcript > li").evaluate_all("all => all.slice(-3).map(each => each.className)")
    assert last == ["day", "from you", "from assistant"]


async def test_an_agent_and_a_person_each_see_that_the_other_writes(
    browser: Browser,
    served: tuple[str, object],  # noqa: F811
    open_page: Opener,
) -> None:
    url, house = served
    chat = await open_page(f"{url}/w/")
    await ask(chat, "Proch'IA ?")
    context = await signed_in(browser, url, house)  # type: ignore[arg-type]
    page = await context.new_page()
    async with house.database.read() as connection:  # type: ignore[attr-defined]
        row = (await connection.exec_driver_sql("SELECT id FROM conversation WHERE channel = 'web'")).first()
    await page.goto(f"{url}/console/conversations/{row.id}")
    await page.get_by_role("button", name="Prendre la conversation").click()
    await expect(chat.locator("#notice")).to_have_text("Vous échangez avec une personne.")
    await page.locator("#text").press_sequentially("Bonj")
    await expect(chat.locator("#typing")).to_have_text(re.compile("L’agent écrit"))
    assert [each for each in await said(chat) if each == "L'agent écrit"] == ["L'agent écrit"]
    await page.locator("#text").fill("Bonjour.")
    await page.get_by_role("button", name="Envoyer").click()
    await expect(chat.locator("li.agent")).to_contain_text("Bonjour.")
    await expect(chat.locator("#typing")).to_be_hidden()
    await expect(page.locator("#thread-typing")).to_be_hidden()
    await chat.locator("#text").press_sequentially("Merc")
    await expect(page.locator("#thread-typing")).to_be_visible()
    await write(chat, "Merci.")
    await expect(page.locator(".thread")).to_contain_text("Merci.")
    await expect(page.locator("#thread-typing")).to_be_hidden()
    await context.close()
