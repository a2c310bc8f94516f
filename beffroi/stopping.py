"""Ends a server without losing a message: no longer ready, then what is under way, then the door."""

import asyncio
import os
import signal

from aiohttp import web

from bot.running.waiting import first
from channels.health import DRAINING

NOTICED_SECONDS = 0.5
LOOK_SECONDS = 1.0


async def stopped(*, parent: int | None = None) -> None:
    """Wait for SIGTERM, Ctrl-C, or the end of the process that started this worker."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    while not stop.is_set() and parent in (None, os.getppid()):
        await first(stop, timeout=None if parent is None else LOOK_SECONDS)


async def draining(runner: web.AppRunner) -> None:
    """Say on `/readyz` that the server leaves, long enough for a balancer to notice."""
    assert isinstance(runner.app, web.Application)
    runner.app[DRAINING].append(True)
    await asyncio.sleep(NOTICED_SECONDS)
