"""Speaks to the Bot API, and never logs the token or what people write."""

import json
import logging
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot.settings import Settings

TALKATIVE = ("httpx", "httpcore", "telegram")
"""Loggers whose INFO and DEBUG lines hold the token or people's words."""
POLL_SECONDS = 25
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")

# getUpdates is asked for raw: Bot.get_updates logs what people wrote when it cannot read one update of a batch.
warnings.filterwarnings("ignore", message=".*Bot.getUpdates.*", category=PTBUserWarning)


class QuietRequest(HTTPXRequest):
    """An HTTP client that keeps an unreadable answer out of the log."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the object that the server answers; raises TelegramError for anything else."""
        try:
            value = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(value, dict):
            raise TelegramError("Invalid server response")
        return value


@asynccontextmanager
async def connected(settings: Settings, *, seconds: float = 10.0) -> AsyncIterator[Bot]:
    """Give a bot whose calls time out after `seconds`; nothing is sent until it is used."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    shared = {"httpx_kwargs": {"verify": _certificates()}}
    waits = {"read_timeout": seconds, "write_timeout": seconds, "pool_timeout": seconds}
    sending = QuietRequest(connection_pool_size=32, **waits, **shared)  # type: ignore[arg-type]
    polling = QuietRequest(connection_pool_size=1, **shared)  # type: ignore[arg-type]
    base_url = f"{settings.telegram_api_url}/bot"
    bot = Bot(settings.telegram_token, base_url=base_url, request=sending, get_updates_request=polling)
    try:
        yield bot
    finally:
        await sending.shutdown()
        await polling.shutdown()


@cache
def _certificates() -> ssl.SSLContext:
    """Read the authorities once: each client would read them again, 50 ms each."""
    return httpx.create_ssl_context()


async def updates(bot: Bot, *, after: int | None, seconds: int = POLL_SECONDS) -> list[dict[str, Any]]:
    """Wait up to `seconds` for updates and return them raw; the server forgets those up to `after`."""
    asked = {"offset": None if after is None else after + 1, "timeout": seconds, "allowed_updates": list(ALLOWED)}
    given = await bot.do_api_request("getUpdates", asked, read_timeout=seconds + 10)
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
