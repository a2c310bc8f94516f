"""What to do first this morning, what it will bring, and how the service is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import desk
from bot.clock import paris_day
from bot.desk import forwarding, requests
from bot.house import House
from bot.outcome import FAILURES
from bot.store import models
from console import collecting, proposals
from console.pages import links
from console.roles import Right
from console.visit import Route, Visit
from learning import counted, measured
from learning.inbox import candidates, labels, tasks
from learning.models import proposed, runs
from learning.sentences import changes

GOAL = 20
"""Labels a week asks for: what the half hour of a Monday allows."""


@dataclass(frozen=True)
class Step:
    """One thing to do: `kind` names its sentences, `count` how many, `urgent` what cannot wait."""

    kind: str
    link: str
    count: int
    right: Right
    urgent: bool = False
    percent: float | None = None


@dataclass(frozen=True)
class Week:
    """Counts of seven days: messages, the share not understood, labels."""

    messages: int
    fallback: float | None
    labels: int


async def show(visit: Visit) -> web.Response:
    """Show what there is to do, the week and the health of the service."""
    house, today = visit.house, paris_day(visit.now)
    await collecting.some(house)
    week, before = await _week(house, today), await _week(house, today - timedelta(days=7))
    steps = [step for step in await _steps(visit, today, week) if step.count and visit.may(step.right)]
    live = await models.in_service(house.database)
    return visit.page(
        "home.html", links=await links.to_mend(house), steps=steps, week=week, before=before, goal=GOAL, live=live,
        loaded=bool(live and house.engines.version == live.sha256), health=await _health(house),
        owned=[task for task in await _tasks(house) if task.owner == visit.operator.name],
    )  # fmt: skip


async def _steps(visit: Visit, today: date, week: Week) -> Sequence[Step]:
    house, me = visit.house, visit.operator
    async with house.database.read() as connection:
        waiting = await candidates.waiting(connection, most=500)
        drafts = len(await labels.drafts(connection))
        new = await _not_in_service(house, connection)
        open_tasks = await tasks.listed(connection)
        asked = await proposals.open_(connection)
        offered = len(await proposed.listed(connection, proposed.NEW))
        given = await forwarding.to(connection, me.name, me.service)
    calls, asked_for = await desk.waiting(house), await requests.listed(house, limit=100)
    catalogue = house.in_force().catalogue
    stale = sum(record.due(today) for record in catalogue.records)
    late = [task for task in open_tasks if task.late(today)]
    ready = await _ready(house)
    return (
        Step("calls", "/conversations?etat=attente", len(calls), Right.ANSWER, urgent=True),
        Step("given", "/conversations", len(given), Right.ANSWER, urgent=True),
        Step("requests", "/demandes", len(asked_for), Right.ANSWER, urgent=True),
        Step("proposals", "/deuxieme-personne", len(asked), Right.READ, urgent=True),
        Step("ready", "/entrainement", int(ready), Right.PUBLISH),
        Step("label", "/etiqueter", waiting, Right.LABEL, percent=week.fallback),
        Step("drafts", "/relire", drafts, Right.REVIEW),
        Step("train", "/entrainement", new, Right.TRAIN),
        Step("exam", "/questions-proposees", offered, Right.REVIEW),
        Step("late", "/reponses-manquantes", len(late), Right.LABEL, urgent=True),
        Step("tasks", "/reponses-manquantes", len(open_tasks) - len(late), Right.LABEL),
        Step("stale", "/fiches", stale, Right.REVIEW),
    )


async def _not_in_service(house: House, connection: AsyncConnection) -> int:
    live = await models.in_service(house.database)
    known = set((live.snapshot if live else {}).get("examples", []))
    return len(set(await changes.in_snapshot(connection)) - known)


async def _ready(house: House) -> bool:
    """Tell whether a candidate that passed the gate waits to be published."""
    last = next((run for run in await runs.latest(house, count=1) if run.state == runs.DONE), None)
    live = await models.in_service(house.database)
    if last is None or last.sha256 is None or (live and last.sha256 == live.sha256):
        return False
    found = await runs.comparison(house, last.sha256)
    return bool(found and live and found["against"] == live.sha256 and not found["reasons"])


async def _week(house: House, last: date) -> Week:
    async with house.database.read() as connection:
        wanted = (measured.MESSAGES, measured.OUTCOME, measured.LABELS)
        rows = await counted.between(connection, last - timedelta(days=6), last, *wanted)
    messages = sum(row.count for row in rows if row.measure == measured.MESSAGES)
    failed = sum(row.count for row in rows if row.measure == measured.OUTCOME and row.key in FAILURES)
    taught = sum(row.count for row in rows if row.measure == measured.LABELS)
    return Week(messages, failed / messages if messages else None, taught)


async def _tasks(house: House) -> list[tasks.Task]:
    async with house.database.read() as connection:
        return await tasks.listed(connection)


async def _health(house: House) -> dict[str, Any]:
    last = next(iter(await runs.latest(house, count=1)), None)
    return {
        "engine": house.engines.current is not None,
        "assistant": house.switches.assistant_on,
        "official": house.in_force().catalogue.service.official,
        "telegram": bool(house.settings.telegram_token),
        "run": last,
        "data": house.in_force().trouble,
        "failing": house.tasks.failing(),
    }


ROUTES = (Route("GET", "/", Right.PRESENT, show),)
