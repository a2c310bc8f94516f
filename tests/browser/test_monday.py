"""A whole Monday of one civil servant: label by keyboard, train, read, publish, see it understood, and go back."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page
from sqlalchemy import select

from beffroi import building
from beffroi.app import application
from bot.house import House
from bot.settings import Settings
from bot.store import models
from bot.store.audit import Act, audits
from bot.store.conversations import Incoming
from bot.store.models import ModelVersion
from bot.turn import take
from console import operators
from learning.tables import labels

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]
PASSWORD = "le beffroi sonne le lundi"
MEANT = "ask_cafe_ia"
MESSAGES = (
    "zigouigoui", "le zigouigoui cest koi", "ou qu'il est le zigouigoui", "zigouigoui pres de chez moi",
    "on m'a dit de venir au zigouigoui", "kan le prochain zigouigoui", "je veux faire un zigouigoui dans mon bar",
    "y a t il un zigouigoui a lens", "zigouigoui samedi ?", "un zigouigoui pour les anciens du village",
    "le zigouigoui c payant", "qui anime le zigouigoui", "jamais entendu parler du zigouigoui",
    "ma voisine va au zigouigoui", "inviter un zigouigoui a la bibliotheque", "a quoi sert un zigouigoui",
    "les zigouigoui c'est pour les jeunes ?", "zigouigoui hazebrouck", "organiser le zigouigoui de la commune",
    "parlez moi du zigouigoui", "zigouigoui mode d'emploi", "combien de gens au zigouigoui", "bonjour le zigouigoui svp",
    "zigouigoui et grenadine", "un zigouigoui c'est long ?", "zigouigoui tout public", "le zigouigoui de mamie",
    "tu connais le zigouigoui", "zigouigoui bis", "encore un zigouigoui", "zigouigoui le soir",
    "zigouigoui ou atelier", "il parait que le zigouigoui est sympa", "zigouigoui du mois",
)  # fmt: skip
QUESTION = "vous savez ou se tient le zigouigoui ?"
LABELS, UNDONE_AT = 20, 5
TRAINED_WITHIN = 600_000


@pytest_asyncio.fixture(loop_scope="session")
async def monday(tmp_path: Path, archive: Path) -> AsyncIterator[tuple[str, House]]:
    """Give the whole application with its real model in service, and last week's messages."""
    settings = Settings.read({"BEFFROI_DATA_DIR": str(tmp_path), "BEFFROI_RATE_PER_MINUTE": "1000"})
    async with building.opened(settings) as house:
        copy = tmp_path / "model.tar.gz"
        shutil.copy(archive, copy)
        await _in_service(house, copy)
        for number, text in enumerate(MESSAGES):
            await take(house, Incoming("web", f"person {number}", text))
        async with house.database.write() as connection:
            await operators.add(connection, "Camille", ["tous"], Act("test", house.clock()), password=PASSWORD)
        runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "localhost", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        yield f"http://localhost:{port}", house
        await runner.cleanup()


async def test_a_monday(browser: Browser, monday: tuple[str, House]) -> None:
    url, house = monday
    context = await browser.new_context()
    page, chat = await context.new_page(), await context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    assert "Café" not in await _asked(chat, url)
    await _sign_in(page, url)
    assert await _violations(page) == []
    await _label_by_keyboard(page, url)

    sha256 = await _train(page, url)
    await page.goto(f"{url}/console/entrainement/{sha256}")
    text = await page.inner_text("main")
    assert "Tous les contrôles sont passés" in text, text
    assert "Phrases corrigées" in text
    assert await _violations(page) == []

    before = house.engines.version
    await page.fill("#comment", "les zigouigoui du lundi")
    await page.click("text=Mettre en service")
    await _in_service_is(house, sha256)
    assert "Café" in await _asked(chat, url)

    await page.goto(f"{url}/console/entrainement")
    started = asyncio.get_running_loop().time()
    await page.fill("#why", "c'était une plaisanterie")
    await page.click("text=Revenir en arrière")
    await _in_service_is(house, before or "")
    assert asyncio.get_running_loop().time() - started < 60
    assert "Café" not in await _asked(chat, url)
    assert await _acts(house) >= {
        "label",
        "label.promote",
        "label.undo",
        "training.start",
        "model.publish",
        "model.rollback",
    }
    assert errors == []
    await context.close()


async def _label_by_keyboard(page: Page, url: str) -> None:
    """Label the first by its name, the others with one key each; take one back on the way."""
    await page.goto(f"{url}/console/etiqueter")
    assert await _violations(page) == []
    await page.keyboard.press("?")
    assert await page.is_visible("#keys-help")
    await page.keyboard.press("Escape")
    await page.focus("summary:has-text('Une autre intention')")
    await page.keyboard.press("Enter")
    await page.focus("#other")
    await page.keyboard.type("Cafés IA")
    await page.keyboard.press("Tab")
    await _next(page, "Enter")
    done = 1
    while done < LABELS:
        key = await page.get_attribute(f'button[value="{MEANT}"]', "data-key")
        assert key, await page.inner_text("main")
        await _next(page, key)
        done += 1
        if done == UNDONE_AT:
            await _next(page, "Backspace")
            await _next(page, str(await page.get_attribute(f'button[value="{MEANT}"]', "data-key")))


async def _next(page: Page, key: str) -> None:
    async with page.expect_navigation():
        await page.keyboard.press(key)


async def _train(page: Page, url: str) -> str:
    """Train, watch the bar, and return the new model."""
    await page.goto(f"{url}/console/entrainement")
    await page.fill("#comment", "étiquettes du lundi")
    await page.click("button:has-text('Entraîner')")
    assert await page.is_visible("progress")
    assert await _violations(page) == []
    link = page.locator("a[href*='/console/entrainement/']:has-text('Comparer')")
    await link.first.wait_for(timeout=TRAINED_WITHIN)
    return str(await link.first.get_attribute("href")).rsplit("/", 1)[-1]


async def _sign_in(page: Page, url: str) -> None:
    await page.goto(f"{url}/console/")
    await page.fill("#name", "Camille")
    await page.fill("#password", PASSWORD)
    await page.click("button.main")
    secret = await page.inner_text("#secret")
    assert await _violations(page) == []
    await page.fill("#code", pyotp.TOTP(secret).now())
    await page.click("button.main")
    await page.wait_for_url(re.compile(r"/console/$"))


async def _asked(chat: Page, url: str) -> str:
    """Ask the widget's frame, in a new conversation; return what the assistant says."""
    await chat.goto("about:blank")
    await chat.evaluate("() => {}")
    await chat.goto(f"{url}/w/")
    await chat.evaluate("() => sessionStorage.clear()")
    await chat.reload()
    await chat.fill("#text", QUESTION)
    await chat.keyboard.press("Enter")
    answer = chat.locator("#transcript .from.assistant").nth(2)
    await answer.wait_for(timeout=30_000)
    return await answer.inner_text()


async def _violations(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found.response["violations"]]


async def _in_service(house: House, archive: Path) -> None:
    version = ModelVersion(models.version_of(archive), "premier", "test", "test", "", datetime.now(UTC), 1.0)
    await models.register(house.database, archive, version)
    async with house.database.write() as connection:
        await models.publish(connection, version.sha256, author="test", comment="", at=datetime.now(UTC))
    await building.load_model(house)


async def _in_service_is(house: House, sha256: str) -> None:
    for _ in range(600):
        if house.engines.version == sha256:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{sha256} is not in service")


async def _acts(house: House) -> set[str]:
    async with house.database.read() as connection:
        assert len((await connection.execute(select(labels.c.id).where(labels.c.state == "promoted"))).all()) == LABELS
        return {row.action for row in await connection.execute(select(audits.c.action))}
