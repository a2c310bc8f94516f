"""Watches the process itself while it serves: how late its event loop wakes up, and the memory it holds."""

import asyncio

from bot.running.metrics import Metrics, resident_bytes
from bot.running.waiting import first

EVERY_SECONDS = 0.5


async def beat(metrics: Metrics, stop: asyncio.Event, *, every: float = EVERY_SECONDS) -> None:
    """Measure until `stop`: a loop held for a second wakes up a second late."""
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        metrics.memory.set(resident_bytes())
        meant = loop.time() + every
        await first(stop, timeout=every)
        if not stop.is_set():
            metrics.lag.observe(max(0.0, loop.time() - meant))
