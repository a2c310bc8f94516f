"""From one sentence to the filed request: the page printed, the alert received and answered, everything erased."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from email import message_from_string, policy
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from sqlalchemy import text

from bot.desk import cases, requests
from bot.house import House
from bot.store.database import Database
from tests.browser.chat import ask, violations
from tests.browser.conftest import Opener, Site, until
from tests.channels.serving import served, typed
from tests.channels.web_engine import WebEngine
from tests.houses import a_house
from tests.mail import mail_server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WHO = "jeanne@exemple.fr"


@dataclass(frozen=True)
class Office:
    """The running assistant, its house, and the mails that left."""

    url: str
    house: House
    mails: "asyncio.Queue[str]"

    async def mail(self) -> tuple[str, str]:
        """Wait for a mail; return its subject, and the address of its page on this server."""
        read = message_from_string(await asyncio.wait_for(self.mails.get(), 60), policy=policy.default)
        page = re.search(r"/alerte/[\w-]+", read.get_content())
        assert page
        return typed(str(read["Subject"])), self.url + page[0]


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Office]:
    file = tmp_path / "beffroi.sqlite"
    shutil.copy(sqlite_template, file)
    async with mail_server() as (smtp, mails):
        opened = a_house(Database(f"sqlite+aiosqlite:///{file}"), tmp_path, engine=WebEngine(), smtp_url=smtp)
        async with opened as house, served(house) as url:
            yield Office(url.replace("127.0.0.1", "localhost"), house, mails)


async def pressed(page: Page, name: str) -> Page:
    """Press a button that opens another page."""
    async with page.context.expect_page() as opening:
        await page.get_by_role("button", name=name).first.click()
    opened = await opening.value
    await opened.wait_for_load_state()
    return opened


async def prepared(chat: Page) -> Page:
    """Go from the answer of the conversation to the file of one aid."""
    which = await pressed(chat, "Préparer mon dossier")
    await which.get_by_role("button", name="Préparer mon dossier : ADEN").click()
    await expect(which.get_by_role("heading", level=2).first).to_have_text("Ce que vous avez dit")
    return which


async def test_one_sentence_leads_to_the_request_the_page_the_alert_and_nothing_is_left(
    office: Office, open_page: Opener
) -> None:
    chat = await open_page(f"{office.url}/w/")
    await ask(chat, "Menuiserie de 12 salariés à Lens, 15 000 € : quelles aides pour mon entreprise ?")
    dossier = await prepared(chat)
    assert dossier.url == f"{office.url}/dossier"
    body = typed(await dossier.locator("main").inner_text())
    assert "12 salariés" in body
    assert "Lens (Pas-de-Calais)" in body
    assert "Rien n'est parti" in body
    assert await violations(dossier) == []

    await dossier.locator("#alert-email").fill(WHO)
    await dossier.get_by_role("button", name="M’avertir par courriel").click()
    await expect(dossier.get_by_role("heading", level=1)).to_have_text("Un courriel vous attend")
    subject, page = await office.mail()
    assert subject.startswith("Confirmez votre alerte : ADEN")
    letter = await open_page(page)
    await letter.get_by_role("button", name="Confirmer l’alerte").click()
    await expect(letter.get_by_role("status")).to_contain_text("active")

    dossier = await prepared(chat)
    await dossier.get_by_role("button", name="Créer la page et sa référence").click()
    reference = await dossier.locator(".reference strong").inner_text()
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", reference)
    printed = await dossier.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2

    dossier = await prepared(chat)
    await dossier.locator("#name").fill("Jeanne Martin")
    await dossier.locator("#email").fill(WHO)
    await dossier.get_by_role("button", name="Relire avant d’envoyer").click()
    shown = typed(await dossier.locator("main").inner_text())
    assert "Voici exactement ce qui part" in shown
    assert "12 salariés" in shown
    assert await requests.listed(office.house) == []
    await dossier.get_by_role("button", name="Envoyer cette demande").click()
    await expect(dossier.locator(".number")).to_contain_text("-00001")
    (row,) = await requests.listed(office.house)
    assert (row.programme, row.verdict["facts"]["headcount"]) == ("aden", 12)

    region = office.house.in_force()
    aden = replace(region.catalogue.programmes["aden"], calendar="open")
    programmes = {**region.catalogue.programmes, "aden": aden}
    office.house.region = replace(region, catalogue=replace(region.catalogue, programmes=programmes))
    await office.house.signals.publish("data")
    subject, page = await office.mail()
    assert subject.startswith("L'aide est ouverte : ADEN")
    await letter.goto(page)
    await letter.get_by_label("Oui").first.check()
    await letter.get_by_label("J’attends la réponse").check()
    await letter.get_by_role("button", name="Répondre").click()
    await expect(letter.get_by_role("heading", level=1)).to_have_text("Merci, c’est noté")
    assert await held(office.house, "alert") == 0
    assert await held(office.house, "aid_outcome") == 1

    await chat.locator("#menu summary").click()
    await chat.get_by_role("button", name="Effacer mes messages").click()
    await chat.get_by_role("button", name="Oui, tout effacer").click()
    await until(lambda: nothing(office.house, "case_file", "conversation", "transcript", "alert"))


async def held(house: House, table: str) -> int:
    async with house.database.read() as connection:
        return len((await connection.execute(text(f'SELECT 1 FROM "{table}"'))).all())


async def nothing(house: House, *tables: str) -> bool:
    return sum([await held(house, table) for table in tables]) == 0


async def test_a_reference_told_elsewhere_opens_its_page_and_leaves_the_address(site: Site, open_page: Opener) -> None:
    facts = {"org_type": "commune", "commune": "62498", "amount": 300_000}
    reference = await cases.keep(site.house, {"programme": "ami-ia", "facts": facts})
    page = await open_page(f"{site.url}/dossier#{reference}")
    await expect(page.locator("#reference")).to_have_value(reference)
    assert page.url.endswith("/dossier")
    assert await violations(page) == []
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("Préparer mon dossier")
    await expect(page.locator("main")).to_contain_text("300 000 €")
    assert await violations(page) == []
    await page.locator('form[action="/dossier/contester"] button').first.click()
    await page.wait_for_url("**/dossier/contester")
    await expect(page.locator("h1")).to_be_visible()
    assert await violations(page) == []
