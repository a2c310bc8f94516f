"""Neither the token, nor the secret, nor what people write ever reaches a log, even when everything is logged."""

import asyncio

import pytest

from bot.store.database import Database
from channels.telegram import run, webhook
from tests.botapi import Behaviour
from tests.botapi.server import TOKEN
from tests.channels.telegram.conftest import OpenLine
from tests.channels.telegram.phone import press, text
from tests.logs import everything_logged

PRIVATE = "un secret de famille"


FAILURES = {
    "works": None,
    "flood": Behaviour.flood(1),
    "blocked": Behaviour.blocked(),
    "cut": Behaviour.cut(),
    "slow": Behaviour.slow(1.0),
    "malformed": Behaviour.malformed(f'{{"text": "{PRIVATE}", "token": "{TOKEN}"'),
    "wrong token": Behaviour.wrong_token(),
    "unparsable": Behaviour.unparsable(),
    "502": Behaviour.bad_gateway(),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
async def test_logs_hold_neither_the_token_nor_words(open_line: OpenLine, failure: Behaviour | None) -> None:
    with everything_logged() as kept:
        async with open_line(seconds=0.5, deliver=False, telegram_webhook=False) as line:
            for method in ("sendMessage", "answerCallbackQuery", "getUpdates", "setMyCommands"):
                line.api.will(method, *([failure] if failure else []))
            stop = asyncio.Event()
            service = asyncio.create_task(run(line.house, stop=stop))
            await line.post(text(PRIVATE))
            await line.post(text(f"casse {PRIVATE}", 8))
            await line.post(press("0123456789abcdef01"))
            await line.api.until("sendMessage", 1)
            await line.quiet()
            stop.set()
            await service
    assert kept.lines
    private = (TOKEN, TOKEN.partition(":")[2], webhook.secret(line.house.settings), PRIVATE)
    assert kept.that_told(*private) == set()


async def test_a_server_that_cannot_be_reached_leaves_no_token_in_the_log(open_line: OpenLine) -> None:
    with everything_logged() as kept:
        async with open_line(telegram_api_url="http://127.0.0.1:9", telegram_webhook=False, deliver=False) as line:
            stop = asyncio.Event()
            service = asyncio.create_task(run(line.house, stop=stop))
            await line.post(text(PRIVATE))
            await asyncio.sleep(0.5)
            stop.set()
            await service
    assert any("NetworkError" in each for each in kept.lines)
    assert kept.that_told(TOKEN, PRIVATE) == set()


async def test_a_store_that_is_down_leaves_no_words_in_the_log(open_line: OpenLine) -> None:
    with everything_logged() as kept:
        async with open_line(deliver=False) as line, Database("sqlite+aiosqlite:////nowhere/at/all.sqlite") as gone:
            working, line.house.database = line.house.database, gone
            await line.post(text(PRIVATE))
            line.house.database = working
    assert any("database unavailable" in each for each in kept.lines)
    assert kept.that_told(PRIVATE) == set()
