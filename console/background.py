"""Work that goes on after a page has answered: trainings, and the questions after a publication."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from aiohttp import web

from console.security import HOUSE

TASKS: web.AppKey[set[asyncio.Task[Any]]] = web.AppKey("tasks", set[asyncio.Task[Any]])


def start(app: web.Application, work: Coroutine[Any, Any, Any]) -> None:
    """Run `work` beside the pages; it is stopped with the application, and its failure is logged and counted."""
    task = asyncio.create_task(app[HOUSE].tasks.once("console", work))
    app[TASKS].add(task)
    task.add_done_callback(app[TASKS].discard)


async def stopped_with(app: web.Application) -> AsyncIterator[None]:
    """Stop with the application what its pages started."""
    yield
    tasks: set[asyncio.Task[Any]] = app[TASKS]
    running = tuple(tasks)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
