"""Chooses, among several workers, the one that polls, delivers and purges."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy.engine.url import make_url

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)
LOCK = 0x6265666672
RETRY_SECONDS = 5.0
Job = Callable[[asyncio.Event], Awaitable[None]]


async def lead(house: "House", jobs: Sequence[Job], stop: asyncio.Event) -> None:
    """Run `jobs` in this worker while it holds the lead, until `stop`; with SQLite there is one worker, which leads."""
    if house.settings.is_sqlite:
        await _run(jobs, stop)
        return
    while not stop.is_set():
        try:
            await _lead_once(house, jobs, stop)
        except (OSError, asyncpg.PostgresError) as error:
            log.warning("the lead was lost: %s", type(error).__name__)
        await _sleep(stop, RETRY_SECONDS)


async def _lead_once(house: "House", jobs: Sequence[Job], stop: asyncio.Event) -> None:
    dsn = make_url(house.settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn, timeout=5)
    try:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
            return
        over = asyncio.Event()
        connection.add_termination_listener(lambda _: over.set())
        running = asyncio.create_task(_run(jobs, over))
        await _first(stop, over)
        over.set()
        await running
    finally:
        await connection.close()


async def _run(jobs: Sequence[Job], stop: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(_kept_alive(job, stop))


async def _kept_alive(job: Job, stop: asyncio.Event) -> None:
    """Start a job again when it fails: one that falls must not take the others with it."""
    while not stop.is_set():
        try:
            await job(stop)
        except Exception:
            log.exception("a background job failed")
            await _sleep(stop, RETRY_SECONDS)
        else:
            return


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
