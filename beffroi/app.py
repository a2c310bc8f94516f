"""The web application: every room that answers HTTP, and what goes on in the background while it serves."""

import asyncio
from collections.abc import AsyncIterator, Callable

from aiohttp import web

from bot.engine.watch import follow_models
from bot.house import House
from bot.keeping.purge import purge_regularly
from bot.running.leader import Job, lead
from bot.running.switches import follow_switches
from bot.turn import recover
from channels import api, contact, health, pages, rest, security, telegram
from channels import web as chat
from console import alerts, collecting
from console import app as console
from learning import counts
from learning.answers.in_force import follow_data

LARGEST_BODY = 8 * 1024
Setup = Callable[[web.Application, House], None]
ROOMS: tuple[Setup, ...] = (
    security.setup, health.setup, rest.setup, chat.setup, contact.setup, pages.setup, api.setup, telegram.setup,
    console.setup,
)  # fmt: skip


def application(house: House) -> web.Application:
    """Return the application that serves `house`; it recovers unanswered messages at start."""
    app = web.Application(client_max_size=LARGEST_BODY)
    for setup in ROOMS:
        setup(app, house)
    app.cleanup_ctx.append(lambda app: _background(house))
    return app


def jobs(house: House) -> list[Job]:
    """Return what only one worker does."""
    return [
        lambda stop: _recovered(house),
        lambda stop: telegram.run(house, stop=stop),
        lambda stop: collecting.regularly(house, stop),
        lambda stop: alerts.mail(house, stop),
        lambda stop: _purged(house, stop),
    ]


async def _background(house: House) -> AsyncIterator[None]:
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(follow_models(house, stop)),
        asyncio.create_task(follow_switches(house, stop)),
        asyncio.create_task(follow_data(house, stop)),
        asyncio.create_task(lead(house, jobs(house), stop)),
    ]
    yield
    stop.set()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _recovered(house: House) -> None:
    await recover(house)


async def _purged(house: House, stop: asyncio.Event) -> None:
    """Forget with time, once the days that leave are counted without their text."""
    await counts.roll(house)
    await purge_regularly(house, stop)
