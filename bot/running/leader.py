"""Chooses, among several workers, the one that polls, delivers and purges."""

import asyncio
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy.engine.url import make_url

from bot.running.supervisor import Job
from bot.running.waiting import first

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)
LOCK = 0x6265666672
RETRY_SECONDS = 5.0


async def lead(house: "House", jobs: Mapping[str, Job], stop: asyncio.Event) -> None:
    """Run `jobs` in this worker while it holds the lead, until `stop`; with SQLite there is one worker, which leads."""
    if house.settings.is_sqlite:
        await _run(house, jobs, stop)
        return
    while not stop.is_set():
        try:
            await _lead_once(house, jobs, stop)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("the lead was lost: %s", type(error).__name__)
        await first(stop, timeout=RETRY_SECONDS)


async def _lead_once(house: "House", jobs: Mapping[str, Job], stop: asyncio.Event) -> None:
    dsn = make_url(house.settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn, timeout=5)
    over = asyncio.Event()
    try:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
            return
        connection.add_termination_listener(lambda _: over.set())
        async with asyncio.TaskGroup() as group:
            group.create_task(_run(house, jobs, over))
            await first(stop, over)
            over.set()
    finally:
        over.set()
        await connection.close()


async def _run(house: "House", jobs: Mapping[str, Job], stop: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as group:
        for name, job in jobs.items():
            group.create_task(house.tasks.tend(name, job, stop))
