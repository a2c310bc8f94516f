"""After « /oublier » nothing a person said is left: no table, index, page, file or log line holds it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest_asyncio
from aiohttp import ClientSession
from sqlalchemy import select

from bot import desk
from bot.engine.engine import Answer, Engines, Heard
from bot.engine.memory import Memory, PastTurn
from bot.house import House
from bot.keeping import copies, rights
from bot.running.limits import Limiter
from bot.store.tables import conversations
from console import collecting
from region.in_force import InForce
from tests.botapi import BotApi
from tests.channels.places import Page, Phone, Place, Rest
from tests.channels.serving import Tab, served
from tests.channels.telegram.phone import line_to
from tests.channels.web_engine import WebEngine
from tests.logs import Kept, everything_logged
from tests.remains import gone_from_pages, in_files, in_pages, in_tables, page_file

CANARY = "canaribleu4217"
OTHER = "perroquetvert1893"
YES = "Oui, tout effacer"
SAID = (f"Mon projet s'appelle {CANARY}", f"Proch'IA pour {CANARY} ?", f"une panne de {CANARY}", "/exporter")


class RememberingEngine(WebEngine):
    """Remembers what was said, as the real one does for a few turns."""

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        answer = await super().respond(sender, memory, heard, in_force)
        return replace(answer, memory=Memory((PastTurn({"topic": heard.text}, None, ()),)))


class Everywhere:
    """A house on every channel, and a person on each."""

    def __init__(self, house: House, url: str, client: ClientSession, phone: Phone, kept: Kept) -> None:
        self.house, self.url, self.client, self.phone, self.kept = house, url, client, phone, kept

    async def people(self, word: str) -> dict[str, Place]:
        """One person on each channel who says `word` in every way there is."""
        self.tab = await Tab.open(self.client, self.url)
        rest = Rest(self.client, self.url, "person", token="known")
        places: dict[str, Place] = {
            "web": Chat(self.tab), "page": Page(self.client, self.url), "rest": rest, "telegram": self.phone,
        }  # fmt: skip
        for place in places.values():
            for said in SAID:
                await place.write(said.replace(CANARY, word))
        return places


class Chat:
    """The chat frame, by the titles of its buttons."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._buttons: dict[str, str] = {}

    async def write(self, said: str) -> Any:
        return self._keep(await self._tab.send(said))

    async def press(self, title: str) -> Any:
        return self._keep(await self._tab.send(button=self._buttons[title]))

    def _keep(self, answer: tuple[int, dict[str, Any]]) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = answer[1]["messages"]
        self._buttons |= {each["title"]: each["id"] for message in messages for each in message["buttons"]}
        return messages


@pytest_asyncio.fixture
async def everywhere(house: House) -> AsyncIterator[Everywhere]:
    house.engines, house.limiter = Engines(RememberingEngine(), version="web"), Limiter(1_000)  # type: ignore[arg-type]
    house.settings = replace(house.settings, rest_token="known")
    with everything_logged() as kept:
        async with BotApi.serving() as api, ClientSession() as client:
            settings = replace(house.settings, telegram_token=api.token, telegram_api_url=api.url)
            phones = replace(house, settings=settings)
            async with served(house) as url, line_to(phones, api, pace=0.0) as line:
                yield Everywhere(house, url, client, Phone(line, 7), kept)


async def test_to_be_forgotten_leaves_nothing_anywhere(everywhere: Everywhere) -> None:
    house, data = everywhere.house, Path(everywhere.house.settings.data_dir).parent
    places = await everywhere.people(CANARY)
    await lived(everywhere, CANARY)
    assert {"transcript", "conversation", "outbox", "candidate"} <= await in_tables(house.database, CANARY)
    before = None if house.database.is_sqlite else await page_file(house.database, "transcript")
    for place in places.values():
        await place.write("/oublier")
        await place.press(YES)
    assert await in_tables(house.database, CANARY) == set()
    assert before is None or await page_file(house.database, "transcript") != before
    assert await gone_from_pages(house.database, CANARY)
    await house.database.dispose()
    assert in_files(data, CANARY) == set()
    assert everywhere.kept.that_told(CANARY) == set()


async def test_forgetting_one_person_keeps_the_others(everywhere: Everywhere) -> None:
    house = everywhere.house
    places = await everywhere.people(CANARY)
    await lived(everywhere, CANARY)
    await everywhere.people(OTHER)
    await lived(everywhere, OTHER)
    for place in places.values():
        await place.write("/oublier")
        await place.press(YES)
    assert "transcript" in await in_tables(house.database, OTHER)
    if house.database.is_sqlite:
        assert in_files(house.settings.data_dir.parent, OTHER) != set()
    else:
        assert await in_pages(house.database, OTHER) != set()


async def test_forgetting_works_with_the_engine_down(everywhere: Everywhere) -> None:
    places = await everywhere.people(CANARY)
    everywhere.house.engines.current = None
    for place in places.values():
        await place.write("/oublier")
        await place.press(YES)
    assert await in_tables(everywhere.house.database, CANARY) == set()


async def test_what_is_exported_is_what_is_erased(everywhere: Everywhere) -> None:
    await everywhere.people(CANARY)
    exported = await copies.export(everywhere.house, "telegram", "7")
    assert [turn["you"] for turn in exported["turns"]] == list(SAID)
    await rights.erase(everywhere.house, "telegram", "7")
    assert (await copies.export(everywhere.house, "telegram", "7"))["turns"] == []


async def lived(everywhere: Everywhere, word: str) -> None:
    """What happens around a conversation: a thumb with its reason, an operator's words, the inbox of learning."""
    house, tab = everywhere.house, everywhere.tab
    _, seen = await tab.get("/w/conversation")
    position = seen["turns"][0]["messages"][0]["position"]
    await tab.post("/w/thumbs", {"position": position, "thumb": -1, "reason": f"il oublie {word}"})
    for conversation in await _open(house):
        await desk.take_over(house, conversation, "camille")
        await desk.say(house, conversation, "camille", f"Vous parlez de {word} ?")
        await desk.release(house, conversation, "camille")
    await collecting.some(house, batches=5)


async def _open(house: House) -> list[str]:
    async with house.database.read() as connection:
        rows = await connection.execute(select(conversations.c.id).where(conversations.c.closed_at.is_(None)))
        return [row.id for row in rows]
