"""A company's result as cards: the best first, why, until when, from where; printed; taken away."""

import re

import pytest
from playwright.async_api import expect

from region import catalogue
from tests.browser.chat import ask, verdict
from tests.browser.conftest import Opener, Site
from tests.channels.serving import typed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ASKED = "Quelles aides pour mon entreprise ?"
FIRMS = [each for each in catalogue.load().programmes.values() if each.audience == "company"]


async def test_the_three_best_come_first_the_others_behind_a_button_and_the_ended_apart(
    site: Site, open_page: Opener
) -> None:
    page = await open_page(f"{site.url}/w/", viewport={"width": 390, "height": 780})
    await ask(page, ASKED)
    await expect(page.locator(".aid:visible")).to_have_count(3)
    ended = await page.locator(".aid[data-standing=scheme_ended]").count()
    others = page.locator(".aids summary").filter(has_text=re.compile(r"Voir \d+ autres"))
    count = int(re.sub(r"\D", "", await others.inner_text()))
    assert 3 + count + ended == len(FIRMS)
    await others.press("Enter")
    await expect(page.locator(".aid:visible")).to_have_count(3 + count)
    await expect(page.locator(".aid[data-standing=scheme_ended]").first).to_be_hidden()
    text = typed(await page.locator("li.assistant .bubble").last.inner_text())
    assert "À titre indicatif" in text
    assert "Conseillers-Entreprises vous aide." in text
    assert "•" not in text


async def test_a_card_says_why_until_when_and_folds_its_sources(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, ASKED)
    await page.locator(".aids summary").filter(has_text="Voir").click()
    card = page.locator(".aid", has_text="ADEN")
    await expect(card.locator(".standing")).not_to_be_empty()
    await expect(card.locator(".why")).to_contain_text(":")
    await expect(card.locator(".deadline")).to_contain_text("Date limite")
    await expect(card.locator("details a").first).to_be_hidden()
    await card.locator("details summary").click()
    await expect(card.locator("details a").first).to_be_visible()
    await card.get_by_role("button", name="Voir le détail").click()
    await expect(page.locator("li.you .text").last).to_have_text("ADEN")


async def test_all_aids_print_on_dated_pages_with_their_sources(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, ASKED)
    async with page.context.expect_page() as opening:
        await page.get_by_role("button", name="Imprimer toutes les aides").click()
    printed = await opening.value
    await printed.wait_for_load_state()
    text = typed(await printed.locator("body").inner_text())
    assert re.search(r"Vérification du \d+(er)? \w+ 20\d\d", text)
    assert all(typed(each.title) in text for each in FIRMS)
    pdf = await printed.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


async def test_a_verdict_is_shared_by_a_link_that_holds_no_personal_data(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("404",))
    await verdict(page)
    await page.get_by_role("button", name="Copier le lien").click()
    link = page.locator(".given a")
    address = str(await link.get_attribute("href"))
    assert re.fullmatch(r"\S+/verification/\d+-\d+\.[0-9a-f]{32}", address)
    path = address[address.index("/verification/") :]
    other = await open_page(site.url + path, tolerated=("404",))
    await expect(other.locator("h1")).to_have_text("Vérification à titre indicatif")
    await expect(other.locator(".conditions")).to_contain_text("Lens")
    await expect(other.locator("body")).to_contain_text("Ce lien ne contient ni nom ni coordonnées")
    await ask(page, "/oublier")
    await page.get_by_role("button", name="Oui, tout effacer").click()
    await expect(page.locator("li.you")).to_have_count(0)
    await other.reload()
    await expect(other.locator("h1")).to_have_text("Ce lien ne montre plus rien")
    await other.goto(site.url + path[:-1] + ("0" if path[-1] != "0" else "1"))
    await expect(other.locator("h1")).to_have_text("Ce lien ne montre plus rien")


async def test_an_answer_is_copied_with_its_source(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank", permissions=["clipboard-read", "clipboard-write"])
    await page.goto(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await page.get_by_role("button", name="Copier la réponse et sa source").click()
    await expect(page.locator(".thumbs .thumb").last).to_contain_text("Copié")
    copied = typed(await page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("Proch'IA est le programme")
    assert "Source : Région Hauts-de-France, communiqué du 24 juin 2026, https://www.hautsdefrance.fr/ia" in copied


async def test_the_cards_are_read_without_javascript(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/assistant", java_script_enabled=False)
    await page.locator("#text").fill(ASKED)
    await page.get_by_role("button", name="Envoyer").click()
    await expect(page.locator(".aid:visible")).to_have_count(3)
    await page.get_by_role("button", name="Imprimer toutes les aides").click()
    await expect(page.locator(".aid")).to_have_count(len(FIRMS))
