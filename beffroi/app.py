"""The web application: every room that answers HTTP, and what goes on in the background while it serves."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

from aiohttp import web

from beffroi.upkeep import check_links, follow_agendas
from bot.desk.switching import follow_switches
from bot.engine.watch import follow_models
from bot.house import House
from bot.keeping.purge import purge_regularly
from bot.running.leader import lead
from bot.running.pulse import beat
from bot.running.supervisor import Job
from bot.turn import recover
from channels import api, contact, email, health, pages, rest, security, telegram, watched
from channels import web as chat
from console import alerts, collecting
from console import app as console
from learning import counts
from learning.answers.in_force import follow_data, follow_files
from learning.gaps import closing
from region.adapters import guard
from web import gone, unavailable

LARGEST_BODY = 8 * 1024
Setup = Callable[[web.Application, House], None]
ROOMS: tuple[Setup, ...] = (
    gone.setup, unavailable.setup, security.setup, health.setup, rest.setup, chat.setup, contact.setup, pages.setup, api.setup, telegram.setup,
    console.setup,
)  # fmt: skip


def application(house: House) -> web.Application:
    """Return the application that serves `house`; it recovers unanswered messages at start."""
    app = web.Application(client_max_size=LARGEST_BODY)
    for setup in ROOMS:
        setup(app, house)
    watched.count_errors(app, house)
    guard.listen(lambda service: house.metrics.outside.labels(service).inc())
    app.cleanup_ctx.append(lambda app: _background(house))
    return app


def jobs(house: House) -> Mapping[str, Job]:
    """Return what every worker does beside answering, by name."""
    return {
        "models": lambda stop: follow_models(house, stop),
        "switches": lambda stop: follow_switches(house, stop),
        "data": lambda stop: follow_data(house, stop),
        "files": lambda stop: follow_files(house, stop),
        "signals": house.signals.keep,
        "pulse": lambda stop: beat(house.metrics, stop),
        "lead": lambda stop: lead(house, leading(house), stop),
    }


def leading(house: House) -> Mapping[str, Job]:
    """Return what only one worker does, by name."""
    letters: Mapping[str, Job] = {
        "letters": lambda stop: email.run(house, stop),
        "alerts": lambda stop: email.watch(house, stop),
    }
    return {
        "recovery": lambda stop: _recovered(house),
        "telegram": lambda stop: telegram.run(house, stop=stop),
        "collecting": lambda stop: collecting.regularly(house, stop),
        "gaps": lambda stop: closing.regularly(house, stop),
        "mail": lambda stop: alerts.mail(house, stop),
        **(letters if house.settings.smtp_url else {}),
        "purge": lambda stop: _purged(house, stop),
        "agendas": lambda stop: follow_agendas(house, stop),
        "links": lambda stop: check_links(house, stop),
    }


async def _background(house: House) -> AsyncIterator[None]:
    for name, job in jobs(house).items():
        house.tasks.start(name, job)
    yield
    await house.tasks.stop()


async def _recovered(house: House) -> None:
    await recover(house)


async def _purged(house: House, stop: asyncio.Event) -> None:
    """Forget with time, once the days that leave are counted without their text."""
    await counts.roll(house)
    await purge_regularly(house, stop)
