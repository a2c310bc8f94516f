"""The forms of the pages: what is wrong is listed first and leads to its field; what was typed is never lost."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import violations
from tests.browser.conftest import Opener, Site
from tests.channels.serving import typed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
TOLERATED = ("422",)
PHONE = {"width": 390, "height": 780}


async def leads_to_each_field(page: Page, fields: list[str]) -> None:
    """The list of errors has focus, and each of its links goes to the field whose own sentence says the same."""
    await expect(page.locator("#erreurs")).to_be_focused()
    assert (await page.title()).startswith("Erreur")
    assert await violations(page) == []
    links = page.locator("#erreurs a")
    assert [await each.get_attribute("href") for each in await links.all()] == [f"#{name}" for name in fields]
    for name in fields:
        link = page.locator(f'#erreurs a[href="#{name}"]')
        said = await link.inner_text()
        await link.press("Enter")
        field = page.locator(f"[id='{name}']")
        await expect(field).to_be_focused()
        described = await field.evaluate(
            "each => (each.closest('[aria-describedby]')?.getAttribute('aria-describedby') ?? '').split(' ')"
            ".map(id => document.getElementById(id).textContent).join(' ')"
        )
        assert described, name
        assert described.split(" : ")[-1][-15:] in said or said.split(" : ")[-1] in described


async def rules(page: Page, site: Site, **facts: str) -> None:
    await page.goto(f"{site.url}/regles/aden")
    for name, value in facts.items():
        await page.locator(f"#f-{name}").fill(value)
    await page.get_by_role("button", name="Voir le résultat").click()


async def prepared(page: Page, site: Site, **facts: str) -> None:
    await rules(page, site, **facts)
    await page.get_by_role("button", name="Préparer mon dossier").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Préparer mon dossier")


@pytest.mark.parametrize("javascript", [True, False])
async def test_the_errors_of_a_request_are_listed_first_and_lead_to_their_fields(
    site: Site, open_page: Opener, javascript: bool
) -> None:
    page = await open_page(f"{site.url}/contact", tolerated=TOLERATED, viewport=PHONE, java_script_enabled=javascript)
    await page.locator("#message").fill("Quand ouvre l'aide ?")
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.locator("#erreurs h2")).to_have_text("2 réponses sont à corriger")
    if javascript:
        await leads_to_each_field(page, ["name", "email"])
    await expect(page.locator("#message")).to_have_value("Quand ouvre l'aide ?")


async def test_the_errors_of_the_facts_are_listed_first_and_lead_to_their_fields(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank", tolerated=TOLERATED, viewport=PHONE)
    await rules(page, site, headcount="beaucoup", place="Nulleparlà")
    await leads_to_each_field(page, ["f-place", "f-headcount"])


async def test_a_name_that_several_communes_bear_is_asked_with_its_department(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank", tolerated=TOLERATED)
    await rules(page, site, place="Saint-Aubin", headcount="12")
    await expect(page.locator("#erreurs a")).to_contain_text("avec son département")
    await page.locator("#f-place").select_option("Saint-Aubin (Nord)")
    await page.get_by_role("button", name="Voir le résultat").click()
    await expect(page.locator("#resultat")).to_be_focused()
    await expect(page.locator("#territory")).to_contain_text("Saint-Aubin (Nord)")
    await expect(page.locator("#f-headcount")).to_have_value("12")


async def test_what_was_typed_to_the_region_comes_back_by_the_browser_and_by_the_page(
    site: Site, open_page: Opener
) -> None:
    page = await open_page("about:blank", tolerated=TOLERATED)
    await prepared(page, site, headcount="12")
    await page.locator("#name").fill("Jeanne Martin")
    await page.get_by_role("button", name="Relire avant d’envoyer").click()
    await leads_to_each_field(page, ["email"])
    await expect(page.locator("#name")).to_have_value("Jeanne Martin")
    await page.locator("#email").fill("jeanne@exemple.fr")
    await page.get_by_role("button", name="Relire avant d’envoyer").click()
    await page.get_by_role("button", name="Modifier ma demande").click()
    await expect(page.locator("#demande")).to_be_in_viewport()
    await expect(page.locator("#email")).to_have_value("jeanne@exemple.fr")

    await prepared(page, site, headcount="12")
    await page.locator("#name").fill("Jeanne Martin")
    await page.locator("#email").fill("jeanne@exemple.fr")
    await page.get_by_role("button", name="Relire avant d’envoyer").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Relire ma demande")
    await page.go_back()
    await expect(page.locator("#email")).to_have_value("jeanne@exemple.fr")
    await page.go_back()
    await expect(page.locator("#f-headcount")).to_have_value("12")


async def test_an_amount_already_known_is_written_as_an_amount(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank")
    await rules(page, site, investment="60000", headcount="12")
    await page.locator("#investment").get_by_role("button", name="Ce n’est pas juste").click()
    field = page.locator("#f-investment")
    assert typed(await field.input_value()) == "60 000 €"
    await page.get_by_role("button", name="Voir le résultat corrigé").click()
    await expect(page.locator("#investment")).to_contain_text("60 000 €".replace(" ", "\u202f"))
