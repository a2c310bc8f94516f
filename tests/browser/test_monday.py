"""A whole Monday of one civil servant without a mouse: sign in, label, train, read, publish, see it understood, and go back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from sqlalchemy import select

from bot.house import House
from bot.store.audit import audits
from bot.store.conversations import Incoming
from bot.turn import take
from learning.tables import labels
from tests.browser import office
from tests.browser.office import TRAINED_WITHIN, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]
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
NOT_UNDERSTOOD = "Je ne suis pas sûr d’avoir compris."
LABELS, UNDONE_AT = 20, 5
TRAINING = "nav a:has-text('Entraîner et publier')"
COMPARED = "main a[href*='/console/entrainement/']:has-text('Comparer')"


@pytest_asyncio.fixture(loop_scope="session")
async def monday(tmp_path: Path, archive: Path) -> AsyncIterator[tuple[str, House]]:
    """Give the whole application with its real model in service, and last week's messages."""
    async with office.opened(tmp_path, archive) as (url, house):
        for number, text in enumerate(MESSAGES):
            await take(house, Incoming("web", f"person {number}", text))
        yield url, house


async def test_a_monday(browser: Browser, monday: tuple[str, House]) -> None:
    url, house = monday
    context = await browser.new_context()
    page, chat = await context.new_page(), await context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    assert NOT_UNDERSTOOD in await office.asked(chat, url, QUESTION)
    await office.sign_in(page, url)
    assert await violations(page) == []
    await _label(page)

    sha256 = await _train(page)
    text = await page.inner_text("main")
    assert "Tous les contrôles sont passés" in text, text
    assert "Phrases corrigées" in text
    assert await violations(page) == []

    before = house.engines.version
    await office.write(page, "#comment", "les zigouigoui du lundi")
    await office.press(page, "button:has-text('Mettre en service')")
    await office.in_service_is(house, sha256)
    understood = await office.asked(chat, url, QUESTION)
    assert "Café" in understood
    assert NOT_UNDERSTOOD not in understood

    await office.press(page, TRAINING)
    await office.write(page, "#why", "c'était une plaisanterie")
    started = asyncio.get_running_loop().time()
    await office.press(page, "button:has-text('Revenir en arrière')")
    await office.in_service_is(house, before or "")
    assert asyncio.get_running_loop().time() - started < 60
    assert NOT_UNDERSTOOD in await office.asked(chat, url, QUESTION)
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


async def _label(page: Page) -> None:
    """Label the first by its name, the others with one key each; take one back on the way."""
    await office.press(page, "nav a:has-text('Étiqueter')")
    assert await violations(page) == []
    await page.keyboard.press("?")
    assert await page.is_visible("#keys-help")
    await page.keyboard.press("Escape")
    await office.reach(page, "summary:has-text('Une autre intention')")
    await page.keyboard.press("Enter")
    await office.write(page, "#other", "caf")
    assert await page.input_value("#other") == MEANT
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


async def _train(page: Page) -> str:
    """Train, watch the bar, open the comparison, and return the new model."""
    await office.press(page, TRAINING)
    await office.write(page, "#comment", "étiquettes du lundi")
    await office.press(page, "button:has-text('Entraîner')")
    assert await page.is_visible("progress")
    assert await violations(page) == []
    await page.locator(COMPARED).first.wait_for(timeout=TRAINED_WITHIN)
    await office.press(page, COMPARED)
    return page.url.rsplit("/", 1)[-1]


async def _acts(house: House) -> set[str]:
    async with house.database.read() as connection:
        assert len((await connection.execute(select(labels.c.id).where(labels.c.state == "promoted"))).all()) == LABELS
        return {row.action for row in await connection.execute(select(audits.c.action))}
