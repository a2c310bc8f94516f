"""Fetches updates from Telegram when it cannot reach this machine: development, or a server without an address."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Bot

from bot.running.waiting import first
from channels.telegram import client
from channels.telegram.outcome import classify

log = logging.getLogger(__name__)
PAUSE = 5.0
Handle = Callable[[Mapping[str, Any]], Awaitable[bool]]


async def poll(
    bot: Bot,
    handle: Handle,
    stop: asyncio.Event,
    *,
    seconds: int = client.POLL_SECONDS,
    pause: float = PAUSE,
    failed: Callable[[], None] = lambda: None,
) -> None:
    """Handle updates in order until `stop`; Telegram forgets one only after it was stored.

    A call lasts `seconds` at most; after a failure, which `failed` is told, the next one waits `pause`.
    """
    after: int | None = None
    while not stop.is_set():
        try:
            fetched = await _fetched(bot, stop, after=after, seconds=seconds)
        except Exception as error:
            log.warning("telegram polling: %s", type(error).__name__)
            failed()
            await first(stop, timeout=max(pause, classify(error).seconds))
            continue
        for update in fetched:
            if not await _until_stored(handle, update, stop, pause):
                return
            after = update["update_id"]


async def _fetched(bot: Bot, stop: asyncio.Event, *, after: int | None, seconds: int) -> list[dict[str, Any]]:
    """Return the next updates; none when `stop` comes first."""
    fetching = asyncio.ensure_future(client.updates(bot, after=after, seconds=seconds))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait((fetching, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not fetching.done():
        fetching.cancel()
        return []
    return [update for update in fetching.result() if isinstance(update.get("update_id"), int)]


async def _until_stored(handle: Handle, update: Mapping[str, Any], stop: asyncio.Event, pause: float) -> bool:
    """Handle an update again and again while the store is down; False when `stop` comes first."""
    while not await _handled(handle, update):
        await first(stop, timeout=pause)
        if stop.is_set():
            return False
    return not stop.is_set()


async def _handled(handle: Handle, update: Mapping[str, Any]) -> bool:
    """An update nobody foresaw must not keep the next ones waiting: it is logged by number and passed."""
    try:
        return await handle(update)
    except Exception as error:
        log.error("telegram update %s failed: %s", update["update_id"], type(error).__name__)
        return True
