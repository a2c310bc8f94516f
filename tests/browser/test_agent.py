"""A person and an agent, each at a browser: seen writing, answered, noted, given back, and asked whether it helped."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select

from bot.house import House
from bot.store.desk_tables import exchanges
from bot.store.tables import conversations
from tests.browser.chat import ask, violations
from tests.browser.test_console import served, signed_in

__all__ = ["served"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHONE = {"width": 390, "height": 800}


async def test_an_agent_answers_and_the_person_says_whether_it_helped(
    browser: Browser, served: tuple[str, House], tmp_path: Path
) -> None:
    url, house = served
    person = await browser.new_page(viewport=PHONE)
    await person.goto(f"{url}/w/")
    await ask(person, "mon cas est compliqué")
    async with house.database.read() as connection:
        number = (await connection.execute(select(conversations.c.id))).scalar()

    context = await signed_in(browser, url, house, viewport=PHONE)
    page = await context.new_page()
    await page.goto(f"{url}/console/conversations/{number}")
    await page.click("text=Prendre la conversation")
    await page.fill("#note-text", "elle attend un devis")
    await page.click("button:has-text('Noter')")
    await expect(page.locator(".note")).to_have_text("elle attend un devis")
    await page.locator("#text").press_sequentially("Oui, je", delay=5)
    await expect(person.locator("#typing")).to_contain_text(re.compile("agent écrit"))
    await page.click("#say button.main")
    await expect(person.locator("#transcript")).to_contain_text("Oui, je")
    assert "devis" not in await person.inner_text("body")
    assert await violations(page) == []
    assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")

    await page.click("text=Rendre à l’assistant")
    await person.get_by_role("button", name=re.compile("Il m.a aidé")).click()
    await expect(person.locator("#transcript")).to_contain_text("votre avis est noté")
    assert await violations(person) == []
    async with house.database.read() as connection:
        row = (await connection.execute(select(exchanges))).one()
    assert (row.helped, row.answered_at is not None) == (1, True)
    await person.close()
    await context.close()
