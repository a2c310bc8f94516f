"""Ends a server without losing a message: no longer ready, then what is under way, then the door."""

import asyncio
import signal

from aiohttp import web

from channels.health import DRAINING

NOTICED_SECONDS = 0.5


async def stopped() -> None:
    """Wait for SIGTERM or Ctrl-C."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def draining(runner: web.AppRunner) -> None:
    """Say on `/readyz` that the server leaves, long enough for a balancer to notice."""
    assert isinstance(runner.app, web.Application)
    runner.app[DRAINING].append(True)
    await asyncio.sleep(NOTICED_SECONDS)
