"""Every page of the console on a phone of 390 pixels: nothing axe finds wrong, the menu folded or open."""

import re
from collections.abc import Mapping

import pytest
from playwright.async_api import Browser, Page

from bot.desk.requests import ContactRequest, leave
from bot.house import House
from bot.store import models
from bot.store.conversations import Incoming
from bot.store.models import ModelVersion
from bot.turn import take
from console.routes import ROUTES
from learning.models import proposed
from tests.browser import test_console
from tests.browser.chat import violations
from tests.browser.test_console import AGENDA, signed_in
from tests.console.test_cases import a_verdict
from tests.learning.messages import NOW
from tests.learning.test_publishing import compared
from tests.regions import THE_REGION

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
served = test_console.served
PHONE = {"width": 390, "height": 844}
NO_PAGE = re.compile(r"/flux$|/appels$|/oidc|\.csv$|/journal/\{id\}$")
"""What streams, redirects, or is a file."""
RECORD = THE_REGION.catalogue.records[0]


async def lived(house: House) -> str:
    """Write what the pages of one thing show; returns the hash of a model compared with itself."""
    await take(house, Incoming("web", "someone", "mon cas est compliqué"))
    contest = ContactRequest(
        "t", "Jeanne", "bonjour", email="j@exemple.fr", programme="aden", condition="headcount", verdict=a_verdict()
    )
    await leave(house, contest)
    await proposed.propose(
        house, "token-1", text="Qui décide de la feuille de route ?", answer="La Région", source="https://exemple.fr"
    )
    file = house.settings.data_dir / "model.tar.gz"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"an archive nobody loads here")
    version = ModelVersion(models.version_of(file), "premier", "test", "test", "", NOW, 1.0)
    await models.register(house.database, file, version)
    async with house.database.write() as connection:
        await models.put_in_service(connection, version.sha256, author="test", comment="", at=NOW)
    move = {"transcript": 1, "before": {"intent": "ask_ami", "record": RECORD.id, "kind": "record"}}
    move |= {"after": {"intent": "out_of_scope", "record": None, "kind": "lost"}}
    lost = {"text": "Qui décide ?", "expected": RECORD.id, "before": RECORD.id, "after": "out_of_scope"}
    await compared(
        house,
        version.sha256,
        version.sha256,
        {"kind": "smoke", "text": "bonjour"},
        answers=[move],
        replayed=4,
        expected=[lost],
    )
    return version.sha256


async def first(page: Page, address: str, selector: str) -> str:
    """Return where the first link of a page leads."""
    await page.goto(address)
    return str(await page.locator(selector).first.get_attribute("href")).removeprefix("/console")


async def addresses(page: Page, url: str, sha256: str) -> Mapping[str, str]:
    """Return an address of every page, by its route."""
    site = f"{url}/console"
    await page.goto(f"{site}/etiqueter")
    number = await page.get_attribute('input[name="candidate"]', "value")
    await page.goto(f"{site}/agenda/importer")
    content = {"name": "agenda.csv", "mimeType": "text/csv", "buffer": AGENDA.encode("cp1252")}
    await page.set_input_files("#file", content)  # type: ignore[arg-type]
    async with page.expect_navigation():
        await page.click("text=Voir ce qui changerait")
    of_one = {
        "/agenda/importer/{id}": page.url.removeprefix(site),
        "/etiqueter/manquante/{id}": f"/etiqueter/manquante/{number}",
        "/lots/{id}": await first(page, f"{site}/lots", "main a[href*='/lots/']"),
        "/conversations/{id}": await first(page, f"{site}/conversations", ".talks a"),
        "/contestations/{name}/{condition}": "/contestations/aden/headcount",
        "/demandes/{id}": "/demandes/1",
        "/intentions/{name}": "/intentions/ask_ami",
        "/questions-proposees/{id}": "/questions-proposees/1",
        "/fiches/{id}": f"/fiches/{RECORD.id}",
        "/dispositifs/{name}": "/dispositifs/aden",
        "/entrainement/{sha}": f"/entrainement/{sha256}",
    }
    plain = {route.path: route.path for route in ROUTES if route.method == "GET" and "{" not in route.path}
    return {route: path for route, path in {**plain, **of_one}.items() if not NO_PAGE.search(route)}


async def test_no_page_of_the_console_has_a_violation_on_a_phone(browser: Browser, served: tuple[str, House]) -> None:
    url, house = served
    sha256 = await lived(house)
    context = await signed_in(browser, url, house, viewport=PHONE)
    page = await context.new_page()
    page.set_default_navigation_timeout(120_000)
    every = await addresses(page, url, sha256)
    assert set(every) == {route.path for route in ROUTES if route.method == "GET" and not NO_PAGE.search(route.path)}
    found: dict[str, list[str]] = {}
    for route, path in every.items():
        answer = await page.goto(f"{url}/console{path}")
        assert answer
        assert answer.status == 200, route
        if wrong := await violations(page):
            found[route] = wrong
    await page.goto(f"{url}/console/")
    await page.click("button:has-text('Menu')")
    assert await page.is_visible("nav a:has-text('Étiqueter')")
    found |= {"menu": wrong} if (wrong := await violations(page)) else {}
    assert found == {}
    await context.close()


async def test_signing_in_and_proposing_a_question_have_none_either(
    browser: Browser, served: tuple[str, House]
) -> None:
    url, _ = served
    context = await browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = await context.new_page()
    found = {}
    for path in ("/console/connexion", "/transparence", "/transparence/proposer"):
        await page.goto(url + path)
        found[path] = await violations(page)
    await page.keyboard.press("Tab")
    await page.fill("#source", "exemple")
    async with page.expect_navigation():
        await page.click("text=Proposer cette question")
    assert await page.evaluate("document.activeElement.id") == "erreurs", "the summary is read first"
    found["errors"] = await violations(page)
    await page.click("#erreurs a >> nth=0")
    assert await page.evaluate("document.activeElement.id") == "question"
    await page.keyboard.type("Qui décide de la feuille de route ?")
    await page.fill("#source", "")
    async with page.expect_navigation():
        await page.click("text=Proposer cette question")
    assert "est reçue" in await page.inner_text("h1")
    found["done"] = await violations(page)
    assert found == {name: [] for name in found}
    await context.close()
