"""Waits, then does: what is done again each time something is heard, or some time has passed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.running.signals import Signals
from bot.running.waiting import first
from bot.store.database import DatabaseUnavailable

log = logging.getLogger(__name__)
AGAIN_SECONDS = 5.0
"""After a database that did not answer."""


async def follow(
    signals: Signals,
    kinds: Sequence[str],
    act: Callable[[], Awaitable[object]],
    stop: asyncio.Event,
    *,
    every: float | None = None,
    heard: asyncio.Event | None = None,
) -> None:
    """Act now, then after each signal of `kinds` and every `every` seconds, until `stop`.

    `heard`, when given, may be set by whoever needs it done again without a signal.
    A database that does not answer is logged and tried again; what else `act` raises is for the supervisor.
    """
    heard = heard or asyncio.Event()
    deaf = [signals.listen(kind, lambda _: heard.set()) for kind in (*kinds, "reconnected")]
    try:
        while not stop.is_set():
            heard.clear()
            wait = every
            try:
                await act()
            except DatabaseUnavailable as error:
                log.warning("put off: %s", error)
                wait = min(every or AGAIN_SECONDS, AGAIN_SECONDS)
            await first(heard, stop, timeout=wait)
    finally:
        for forget in deaf:
            forget()
