"""The console in a real browser: no violation on any page, usable by keyboard, and live where it says so."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page, expect

from beffroi.app import application
from bot.house import House
from bot.store.audit import Act
from bot.store.conversations import Incoming
from bot.store.database import Database
from bot.turn import take
from console import operators, sessions
from console.routes import ROUTES
from learning import counts
from tests.browser.chat import violations
from tests.channels.web_engine import WebEngine
from tests.console.site import an_operator
from tests.houses import a_house
from tests.learning.messages import written
from tests.regions import THE_REGION

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WIDEST = """[...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > innerWidth
    && !each.closest('.scroll')).map(each => each.outerHTML.slice(0, 80))[0]"""
LIVE = ("/flux", "/appels", "/oidc", "/oidc/retour", "/connexion", "/second-facteur")


@pytest_asyncio.fixture(loop_scope="session")
async def served(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[tuple[str, House]]:
    file = tmp_path / "beffroi.sqlite"
    shutil.copy(sqlite_template, file)
    store = Database(f"sqlite+aiosqlite:///{file}")
    async with a_house(store, tmp_path, engine=WebEngine()) as house:
        await written(store, "kezako le machin numerique", "kezako le machin numérique ?", "la pluie sur la mairie")
        await counts.roll(house)
        runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "localhost", 0)
        await site.start()
        yield f"http://localhost:{site._server.sockets[0].getsockname()[1]}", house  # type: ignore[union-attr]
        await runner.cleanup()


async def signed_in(browser: Browser, url: str, house: House, **options: object) -> BrowserContext:
    """Return a browser whose operator is signed in, with every role."""
    number = await an_operator(house, "Camille", "tous", "DPO")
    async with house.database.write() as connection:
        operator = await operators.find(connection, number)
        assert operator is not None
        secret = await sessions.open_(connection, operator, now=house.clock(), verified=True)
    context = await browser.new_context(**options)  # type: ignore[arg-type]
    cookie = {"name": sessions.COOKIE, "value": secret, "url": url.replace("http:", "https:"), "secure": True}
    await context.add_cookies([cookie])  # type: ignore[list-item]
    return context


async def every_page(page: Page, url: str) -> list[str]:
    """Return the address of every page one can read."""
    paths = [route.path for route in ROUTES if route.method == "GET" and "{" not in route.path]
    paths = [path for path in paths if not path.endswith(LIVE)]
    await page.goto(f"{url}/console/etiqueter")
    number = await page.get_attribute('input[name="candidate"]', "value")
    record = THE_REGION.catalogue.records[0].id
    paths += [f"/etiqueter/manquante/{number}", f"/fiches/{record}", "/intentions/ask_ami"]
    return [f"{url}/console{path}" for path in paths] + [f"{url}/transparence"]


READ = """() => { const said = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) { const one = walk.currentNode
    if (!one.parentElement.closest('[data-raw], script, style, pre, code, textarea, kbd')) said.push(one.textContent) }
  return said }"""
LOOSE = re.compile(r"[ \u00a0][;:?!»%€]|«[ \u00a0]|[a-zà-ÿ]'[a-zà-ÿ]|[0-9] [0-9]{3}(?![0-9])", re.IGNORECASE)
CODE = re.compile(r"\b(?:[a-z]+_[a-z_]+|remark|resume|cli|cafe-ia|evenement|undefined|None)\b")


async def test_no_page_shows_a_word_of_the_code_or_a_loose_space(browser: Browser, served: tuple[str, House]) -> None:
    url, house = served
    for number, intent in enumerate(("remark", "resume", "cancel", "out_of_scope") * 6):
        house.engines.current.named = intent
        await take(
            house, Incoming("cli" if number % 2 else "web", f"p{number}", f"c'est quoi ? {number}", f"m{number}", None)
        )
    await counts.roll(house)
    context = await signed_in(browser, url, house)
    async with house.database.write() as connection:
        await operators.add(connection, "Alix", ["lecteur"], Act("cli", house.clock()), password="un long mot de passe")
    page = await context.new_page()
    page.set_default_navigation_timeout(120_000)  # gaps are looked for among all answers
    talk = await _a_talk(page, url)
    for address in [*await every_page(page, url), f"{url}/console/mesures?jours=7", talk]:
        await page.goto(address)
        said = await page.evaluate(READ)
        assert [each for each in said if LOOSE.search(each)] == [], address
        assert [each for each in said if CODE.search(each)] == [], address
    await page.goto(talk)
    await expect(page.locator(".you").first).to_contain_text(
        "c'est quoi ?"
    )  # a person's words stay as they were written


async def _a_talk(page: Page, url: str) -> str:
    await page.goto(f"{url}/console/conversations")
    return url + str(await page.locator(".talks a").first.get_attribute("href"))


@pytest.mark.parametrize("look", ["light", "dark"])
async def test_no_page_has_a_violation(browser: Browser, served: tuple[str, House], look: str) -> None:
    url, house = served
    context = await signed_in(browser, url, house, color_scheme=look)
    page = await context.new_page()
    blocked: list[str] = []
    page.on("console", lambda said: blocked.append(said.text) if "Content Security Policy" in said.text else None)
    found = {}
    for address in await every_page(page, url):
        await page.goto(address)
        if wrong := await violations(page):
            found[address.removeprefix(url)] = wrong
    assert found == {}
    assert blocked == []
    await context.close()


async def test_the_pages_fit_a_narrow_screen(browser: Browser, served: tuple[str, House]) -> None:
    url, house = served
    context = await signed_in(browser, url, house, viewport={"width": 320, "height": 640})
    page = await context.new_page()
    wide = []
    for address in await every_page(page, url):
        await page.goto(address)
        if await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append((address.removeprefix(url), await page.evaluate(WIDEST)))
    assert wide == []
    await context.close()


async def test_an_operator_and_a_person_talk_live(browser: Browser, served: tuple[str, House]) -> None:
    url, house = served
    turn = await take(house, Incoming("web", "someone", "mon cas est compliqué"))
    assert turn.conversation
    context = await signed_in(browser, url, house)
    page = await context.new_page()
    await page.goto(f"{url}/console/conversations/{turn.conversation.id}")
    await page.click("text=Prendre la conversation")
    await page.wait_for_selector("#say")
    await take(house, Incoming("web", "someone", "vous êtes là ?"))
    await expect(page.locator(".thread")).to_contain_text("vous êtes là ?")
    await page.fill("#text", "Oui, bonjour.")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".thread")).to_contain_text("Oui, bonjour.")
    await expect(page.locator("#thread-status")).to_have_text("Nouveau message")
    assert await violations(page) == []
    await context.close()


async def test_the_inbox_works_without_javascript(browser: Browser, served: tuple[str, House]) -> None:
    url, house = served
    context = await signed_in(browser, url, house, java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{url}/console/etiqueter")
    before = await page.inner_text("#said")
    await page.click(".choice.first")
    await expect(page.locator("[role=status].flash")).to_contain_text("Étiquette gardée")
    assert await page.inner_text("#said") != before
    await page.click("text=Annuler la dernière décision")
    assert await page.inner_text("#said") == before
    await context.close()


async def test_keys_do_nothing_while_one_writes(browser: Browser, served: tuple[str, House]) -> None:
    url, house = served
    context = await signed_in(browser, url, house)
    page = await context.new_page()
    await page.goto(f"{url}/console/etiqueter")
    before = await page.inner_text("#said")
    await page.click("summary:has-text('Une autre intention')")
    await page.fill("#comment", "")
    await page.type("#comment", "axx 1m")
    assert await page.inner_text("#said") == before
    assert re.search(r"/etiqueter$", page.url)
    await context.close()


AGENDA = "titre;debut;source;commune\nAtelier IA;10/12/2026 14:00;Ville de Lens;Lens\nLes robots;12/12/2026;Ville de Lens;Lens\nA;32/12/2026;Ville;Lens\n"


async def test_a_file_is_previewed_confirmed_and_taken_back(browser: Browser, served: tuple[str, House]) -> None:
    url, house = served
    context = await signed_in(browser, url, house, viewport={"width": 320, "height": 640})
    page = await context.new_page()
    await page.goto(f"{url}/console/agenda")
    await page.click("text=Importer un fichier")
    file = {"name": "agenda (1).csv", "mimeType": "text/csv", "buffer": AGENDA.encode("cp1252")}
    await page.set_input_files("#file", file)  # type: ignore[arg-type]
    await page.click("text=Voir ce qui changerait")
    await expect(page.locator("h1")).to_contain_text("agenda (1).csv")
    await expect(page.locator("main")).to_contain_text("« 32/12/2026 » n’est pas une date")
    assert await violations(page) == []
    assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    await page.get_by_label("Genre de Les robots").select_option("atelier")
    await page.click("text=Importer le reste")
    await expect(page.locator("[role=status].flash")).to_contain_text("Importé")
    assert [(each.title, each.kind) for each in house.in_force().events] == [
        ("Atelier IA", "atelier"),
        ("Les robots", "atelier"),
    ]
    assert await violations(page) == []
    await page.click("text=Annuler cet import")
    await expect(page.locator("[role=status].flash")).to_contain_text("Import annulé")
    assert house.in_force().events == ()
    wrong = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"titre;source\nA;B\n"}
    await page.goto(f"{url}/console/agenda/importer")
    await page.set_input_files("#file", wrong)  # type: ignore[arg-type]
    await page.click("text=Voir ce qui changerait")
    await expect(page.locator(".flash[role=alert]")).to_contain_text("il manque la colonne debut")
    assert await violations(page) == []
    await context.close()
