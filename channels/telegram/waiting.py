"""Waits that end early when the service stops."""

import asyncio


async def first_of(*events: asyncio.Event, seconds: float) -> None:
    """Return when one of the events is set, or after `seconds`."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait `seconds`, or until `stop`."""
    await first_of(stop, seconds=seconds)
