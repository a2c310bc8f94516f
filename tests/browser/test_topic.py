"""A whole topic, by someone without training: from what people say to its answer on both channels, and back again."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from sqlalchemy import select

from bot.house import House
from bot.store.conversations import Incoming
from bot.store.tables import transcripts
from bot.turn import take
from tests.botapi import BotApi
from tests.browser import office
from tests.browser.office import TRAINED_WITHIN, violations
from tests.channels.places import plain
from tests.channels.telegram import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]
MESSAGES = (
    "le trottinium c'est quoi", "comment avoir le trottinium", "trottinium pour ma mairie", "qui donne le trottinium",
    "trottinium en 2026 ?", "le trottinium est-il gratuit", "a quoi sert le trottinium", "demander un trottinium",
    "trottinium lille", "le trottinium existe encore ?",
)  # fmt: skip
SAID = "Le trottinium est un essai de notre test."
PARAPHRASE = "dites, le trottinium, on l'obtient comment ?"
TO_ANSWERED, ALTOGETHER = 25, 30
PATIENCE = 120_000
"""Milliseconds: a page is ready in one second, on a loaded machine in a minute."""


class Hand:
    """The hand of the operator, which counts: a field is one click, a list two."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    async def click(self, what: str) -> None:
        await self.page.click(what)
        self.clicks += 1

    async def write(self, what: str, text: str) -> None:
        await self.page.fill(what, text)
        self.clicks += 1

    async def choose(self, what: str, label: str) -> None:
        await self.page.select_option(what, label=label)
        self.clicks += 2


@pytest_asyncio.fixture(loop_scope="session")
async def town(tmp_path: Path, archive: Path) -> AsyncIterator[tuple[str, House, BotApi]]:
    """Give the application, on the web and on Telegram, after a week in which ten people spoke of something new."""
    async with BotApi.serving() as api:
        telegram = {"BEFFROI_TELEGRAM_TOKEN": api.token, "BEFFROI_TELEGRAM_API_URL": api.url}
        async with office.opened(tmp_path, archive, **telegram) as (url, house):
            for number, text in enumerate(MESSAGES):
                await take(house, Incoming("web", f"person {number}", text))
            yield url, house, api


async def test_a_topic_from_what_people_say_to_its_answer_everywhere_and_back(
    browser: Browser, town: tuple[str, House, BotApi]
) -> None:
    url, house, api = town
    context = await browser.new_context(locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    page, chat = await context.new_page(), await context.new_page()
    first = house.engines.version or ""
    await office.sign_in(page, url)
    hand = Hand(page)
    assert SAID not in await office.asked(chat, url, PARAPHRASE)

    await _written(hand)
    assert hand.clicks <= TO_ANSWERED
    assert SAID in await office.asked(chat, url, PARAPHRASE)
    assert SAID in await _texted(api, PARAPHRASE, 70)
    before = await _sureness(house)

    sha256 = await _trained(hand)
    await hand.click("button:has-text('Mettre en service')")
    await office.in_service_is(house, sha256)
    assert SAID in await office.asked(chat, url, PARAPHRASE)
    assert SAID in await _texted(api, PARAPHRASE, 71)
    assert await _sureness(house) > before

    await _taken_back(hand)
    await office.in_service_is(house, first)
    assert SAID not in await office.asked(chat, url, PARAPHRASE)
    assert SAID not in await _texted(api, PARAPHRASE, 72)
    assert hand.clicks <= ALTOGETHER
    await context.close()


async def _written(hand: Hand) -> None:
    """Go from the subject that rises to its answer in force."""
    await hand.click("nav >> text=Sujets qui montent")
    assert await violations(hand.page) == []
    assert "messages parlent de « " in plain(await hand.page.inner_text("main"))
    await hand.click("a:has-text('Créer le sujet')")
    assert await violations(hand.page) == []
    assert "qui donne le trottinium" in await hand.page.input_value("#questions")
    await hand.choose("#topic", "Service")
    await hand.write("#title", "Le trottinium")
    await hand.write("#answer", SAID)
    await hand.write("#simple", "C'est un essai.")
    await hand.write("#source_title", "Note du test")
    await hand.write("#source_date", "2026-11-20")
    await hand.click("[name=impersonal]")
    await hand.write("#comment", "dix personnes le demandent")
    await hand.click("button:has-text('Voir avant')")
    assert "Aucune : chaque question trouve cette réponse." in plain(await hand.page.inner_text("main"))
    assert await violations(hand.page) == []
    await hand.click("button:has-text('Mettre en vigueur')")
    assert "Sujet créé" in await hand.page.inner_text(".flash")


async def _trained(hand: Hand) -> str:
    """Train, and open the comparison once it is there; return the new model."""
    await hand.click("nav >> text=Entraîner et publier")
    await hand.click("button:has-text('Entraîner')")
    link = hand.page.locator("a[href*='/console/entrainement/']:has-text('Comparer')")
    await link.first.wait_for(timeout=TRAINED_WITHIN)
    await hand.click("td >> a:has-text('Comparer')")
    text = await hand.page.inner_text("main")
    assert "Tous les contrôles sont passés" in text
    assert "Messages récents auxquels il répondrait autrement" in text
    await hand.write("#comment", "le trottinium")
    return hand.page.url.rsplit("/", 1)[-1]


async def _taken_back(hand: Hand) -> None:
    """Return to the model of before, then to the answers of before."""
    await hand.click("nav >> text=Entraîner et publier")
    await hand.write("#why", "le trottinium n'était qu'un essai")
    await hand.click("button:has-text('Revenir en arrière')")
    await hand.click("nav >> text=Réponses >> nth=-1")
    await hand.write("#cherche", "trottinium")
    await hand.click("button:has-text('Chercher')")
    await hand.click("td >> text=Le trottinium")
    await hand.click("button:has-text('Annuler cette version')")
    await hand.page.wait_for_load_state()


async def _texted(api: BotApi, question: str, number: int) -> str:
    """Write to the assistant on Telegram, for the first time; return all it answers."""
    before = len(api.delivered)
    api.updates.append(phone.text(question, number))
    async with asyncio.timeout(30):
        while len(api.delivered) < before + 2:
            await asyncio.sleep(0.1)
    return "\n".join(api.delivered[before:])


async def _sureness(house: House) -> float:
    """Return how sure the model is, unless another intent comes first, that the paraphrase asks for the topic."""
    query = select(transcripts.c.intent, transcripts.c.confidence).where(transcripts.c.text == PARAPHRASE)
    async with house.database.read() as connection:
        row = (await connection.execute(query.order_by(transcripts.c.id.desc()).limit(1))).one()
    assert row.intent == "ask_le_trottinium"
    return float(row.confidence)
