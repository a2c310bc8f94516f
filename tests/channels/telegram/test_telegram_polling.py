"""Polling, and the profile: one token puts the assistant on Telegram, with no address of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.store.database import Database
from bot.store.tables import transcripts
from channels.telegram import client, polling, run, webhook
from channels.telegram.receive import Receiver
from tests.botapi import Behaviour
from tests.channels.telegram.conftest import OpenLine
from tests.channels.telegram.phone import Line, text
from tests.channels.telegram.stored import rows


@asynccontextmanager
async def running(open_line: OpenLine, **settings: Any) -> AsyncIterator[Line]:
    """The whole service of the elected worker."""
    async with open_line(deliver=False, **settings) as line:
        stop = asyncio.Event()
        service = asyncio.create_task(run(line.house, stop=stop))
        yield line
        stop.set()
        async with asyncio.timeout(5):
            await service


async def test_a_question_is_fetched_and_answered(open_line: OpenLine) -> None:
    async with running(open_line, telegram_webhook=False) as line:
        line.api.updates = [text("/start"), text("Bonjour à vous", 8)]
        said = await line.said(3)
        assert any("J&#x27;ai lu : Bonjour à vous" in each for each in said)
        assert line.api.of("deleteWebhook")
        assert set(line.api.of("getUpdates")[0].fields["allowed_updates"]) == set(client.ALLOWED)


async def test_telegram_forgets_an_update_only_once_it_is_stored(open_line: OpenLine) -> None:
    async with open_line(deliver=False) as line, client.connected(line.house.settings) as bot:
        stop, down, seen = asyncio.Event(), [True], []

        async def handle(update: Any) -> bool:
            seen.append(update["update_id"])
            return not down[0]

        line.api.updates = [text("un"), text("deux")]
        first, second = (each["update_id"] for each in line.api.updates)
        fetching = asyncio.create_task(polling.poll(bot, handle, stop, seconds=1))
        await line.api.until("getUpdates")
        await asyncio.sleep(0.2)
        assert seen == [first]
        assert len(line.api.updates) == 2
        stop.set()
        await fetching
        stop, down[0] = asyncio.Event(), False
        fetching = asyncio.create_task(polling.poll(bot, handle, stop, seconds=1))
        async with asyncio.timeout(5):
            while line.api.updates:
                await asyncio.sleep(0.02)
        assert seen == [first, first, second]
        stop.set()
        await fetching


async def test_an_update_nobody_foresaw_does_not_stop_the_next(open_line: OpenLine) -> None:
    async with open_line(deliver=False) as line, client.connected(line.house.settings) as bot:
        stop, seen = asyncio.Event(), []

        async def handle(update: Any) -> bool:
            seen.append(update["update_id"])
            if len(seen) == 1:
                raise RuntimeError("nobody foresaw this")
            return True

        line.api.updates = [text("un"), text("deux")]
        fetching = asyncio.create_task(polling.poll(bot, handle, stop, seconds=1))
        async with asyncio.timeout(5):
            while len(seen) < 2:
                await asyncio.sleep(0.02)
        stop.set()
        await fetching


async def test_polling_survives_what_the_api_answers(open_line: OpenLine) -> None:
    async with open_line() as line, polled(line):
        line.api.will("getUpdates", Behaviour.bad_gateway(), Behaviour.malformed(), Behaviour.cut())
        line.api.will("getUpdates", Behaviour.conflict(), Behaviour.malformed('{"ok": true, "result": [1, {}]}'))
        line.api.updates = [text("Bonjour à vous")]
        await line.said(2)
        assert len(await rows(line.house, transcripts)) == 1


async def test_the_same_update_fetched_again_after_a_crash_gets_one_answer(open_line: OpenLine) -> None:
    async with running(open_line, telegram_webhook=False) as line:
        update = text("Bonjour à vous")
        line.api.updates = [update]
        await line.said(2)
        line.api.updates = [update]
        await asyncio.sleep(0.3)
        assert len(await rows(line.house, transcripts)) == 1


async def test_with_the_webhook_nothing_is_fetched(open_line: OpenLine) -> None:
    async with running(open_line, public_url="https://beffroi.example") as line:
        (call,) = await line.api.until("setWebhook")
        assert call.fields["url"] == "https://beffroi.example/telegram/webhook"
        assert call.fields["secret_token"] == webhook.secret(line.house.settings)
        assert set(call.fields["allowed_updates"]) == set(client.ALLOWED)
        await line.api.until("setMyShortDescription", 2)
        assert line.api.of("getUpdates") == []


async def test_commands_and_descriptions_are_french_and_by_default(open_line: OpenLine) -> None:
    async with running(open_line) as line:
        await line.api.until("setMyShortDescription", 2)
        for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
            assert sorted(call.fields["language_code"] for call in line.api.of(method)) == ["", "fr"]
        commands = {each["command"]: each["description"] for each in line.api.of("setMyCommands")[0].fields["commands"]}
        assert list(commands) == [
            "start",
            "aide",
            "donnees",
            "oublier",
            "exporter",
            "humain",
            "recommencer",
            "accessibilite",
        ]
        assert commands["oublier"] == "Effacer vos messages"


async def test_the_description_says_what_the_law_wants(open_line: OpenLine) -> None:
    async with running(open_line, public_url="https://beffroi.example") as line:
        description = (await line.api.until("setMyDescription"))[0].fields["description"]
        await line.api.until("setMyShortDescription", 2)
        assert description.startswith("Démonstration : service non édité par la Région")
        assert "intelligence artificielle, pas une personne" in description
        assert "hors de l'Union européenne" in description
        assert "à titre indicatif" in description
        assert "https://beffroi.example/assistant" in description
        assert len(description) <= 512
        assert len(line.api.of("setMyShortDescription")[0].fields["short_description"]) <= 120


async def test_a_profile_that_cannot_be_set_does_not_keep_people_waiting(open_line: OpenLine) -> None:
    async with running(open_line, telegram_webhook=False) as line:
        line.api.will("deleteWebhook", Behaviour.bad_gateway())
        line.api.updates = [text("Bonjour à vous")]
        await line.said(2)


async def test_without_a_token_there_is_nothing_to_run(open_line: OpenLine) -> None:
    async with open_line(telegram_token="", deliver=False) as line:
        await run(line.house, stop=asyncio.Event())
        assert line.api.calls == []


async def test_updates_wait_while_the_store_is_down(open_line: OpenLine) -> None:
    async with open_line(deliver=False) as line, Database("sqlite+aiosqlite:////nowhere/at/all.sqlite") as gone:
        working, line.house.database = line.house.database, gone
        line.api.updates = [text("Bonjour à vous")]
        async with polled(line):
            await line.api.until("getUpdates")
            await asyncio.sleep(0.2)
            line.house.database = working
            async with asyncio.timeout(5):
                while not await rows(line.house, transcripts):
                    await asyncio.sleep(0.02)


@asynccontextmanager
async def polled(line: Line) -> AsyncIterator[None]:
    """Fetch updates with short pauses meanwhile."""
    stop = asyncio.Event()
    async with client.connected(line.house.settings) as bot:
        receiver = Receiver(line.house, bot)
        fetching = asyncio.create_task(polling.poll(bot, receiver.handle, stop, seconds=1, pause=0.05))
        yield
        stop.set()
        await fetching
