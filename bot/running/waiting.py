"""Waits for the first of several things, or for some time."""

import asyncio


async def first(*events: asyncio.Event, timeout: float | None = None) -> None:
    """Wait for the first of several events, `timeout` seconds at most."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
