"""A check one can see: which question it is, the way out, and a commune found as one types."""

import pytest
from playwright.async_api import expect

from tests.browser.chat import ask, focused, said, violations, write
from tests.browser.conftest import Opener, Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_question_says_its_place_how_to_go_back_and_how_to_leave(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Vérifier mon cas")
    await expect(page.locator(".step")).to_contain_text("Question 2 sur 4")
    assert "Question 2 sur 4." in (await said(page))[-1]
    await page.reload()
    await expect(page.locator(".step")).to_contain_text("Question 2 sur 4")
    await page.get_by_role("button", name="Retour").click()
    await expect(page.locator("li.assistant .text").last).to_have_text("Quel est votre type d’organisme ?")
    await expect(page.locator(".step")).to_contain_text("Question 1 sur 4")
    assert await focused(page) == "text"
    await expect(page.get_by_role("button", name="Retour")).to_have_count(0)
    await ask(page, "Ma commune peut-elle être aidée ?")
    await expect(page.locator(".step")).to_have_count(1)
    await expect(page.locator(".step")).to_contain_text("Question 4 sur 4")
    await page.get_by_role("button", name="Annuler").click()
    await expect(page.locator("li.you .text").last).to_have_text("annuler")
    await expect(page.locator(".step")).to_have_count(0)
    assert await focused(page) == "text"


async def test_several_answers_are_chosen_then_sent_together(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", viewport={"width": 390, "height": 780})
    await ask(page, "Ma commune peut-elle être aidée ?")
    send = page.get_by_role("button", name="Valider")
    await send.click()
    assert "Choisissez d'abord une réponse" in (await said(page))[-1]
    await expect(page.locator("li.you")).to_have_count(1)
    for title in ("Du personnel", "Du matériel", "Du personnel", "Du personnel"):
        await page.get_by_role("button", name=title).click()
    await expect(page.get_by_role("button", name="Du matériel")).to_have_attribute("aria-pressed", "true")
    assert await violations(page) == []
    await send.press("Enter")
    await expect(page.locator("li.you .text").last).to_have_text("Du personnel, du matériel")
    await expect(send).to_have_count(0)
    assert await page.evaluate("document.activeElement !== document.body")


async def test_an_answer_that_is_not_one_of_several_is_sent_at_once(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Ma commune peut-elle être aidée ?")
    await page.get_by_role("button", name="Je ne sais pas").click()
    await expect(page.locator("li.you .text").last).to_have_text("Je ne sais pas")


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
    await expect(page.locator("li.you .text").last).to_have_text("Lens (62)")
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
