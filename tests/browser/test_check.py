"""A check one can see: which question it is, the way out, and a commune found as one types."""

import pytest
from playwright.async_api import expect

from tests.browser.chat import ask, violations, write
from tests.browser.conftest import Opener, Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_question_says_its_place_and_how_to_leave(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Vérifier mon cas")
    await expect(page.locator(".step")).to_contain_text("question 2 sur 4")
    await ask(page, "Ma commune peut-elle être aidée ?")
    await expect(page.locator(".step")).to_have_count(1)
    await expect(page.locator(".step")).to_contain_text("question 4 sur 4")
    await page.get_by_role("button", name="Annuler la vérification").click()
    await expect(page.locator("li.you .text").last).to_have_text("annuler")
    await expect(page.locator(".step")).to_have_count(0)


async def test_a_commune_is_found_by_the_keyboard_alone(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", viewport={"width": 390, "height": 780})
    await ask(page, "Vérifier mon cas")
    field = page.get_by_role("combobox", name="Chercher votre commune")
    await field.press_sequentially("lens")
    await expect(page.get_by_role("option", name="Lens (62)")).to_be_visible()
    assert await violations(page) == []
    await field.press("ArrowDown")
    await expect(page.get_by_role("option", name="Lens (62)")).to_have_attribute("aria-selected", "true")
    await field.press("Enter")
    await expect(page.locator("li.you .text").last).to_have_text("Lens")
    await expect(page.locator("#text")).to_be_focused()
    await expect(field).to_have_count(0)


async def test_the_field_is_never_required(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Vérifier mon cas")
    await ask(page, "je préfère ne pas le dire")
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(2)


async def test_a_telephone_left_to_be_called_back_opens_the_form_with_it(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await write(page, "rappelez moi au 03 20 00 00 00")
    await expect(page.locator("#contact-name")).to_be_focused()
    await expect(page.locator("#contact-phone")).to_have_value("03 20 00 00 00")
    await expect(page.locator("li.assistant").last).to_contain_text("Pour être rappelé")
    assert await page.locator("#transcript").get_by_text("pas mon sujet").count() == 0
