"""The open account of the service: what was asked, answered, refused and wrong, month by month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from aiohttp import web

from bot import models
from bot.clock import paris_day
from bot.house import House
from bot.learning import aggregates
from console import measures, render
from console.security import HEADERS
from region import current

MONTHS = 12
PATH = "/transparence"
MEASURED = (aggregates.MESSAGES, aggregates.OUTCOME, aggregates.DOWN, aggregates.HUMAN)
ANSWERED, REFUSED, WRONG = ("answered", "verdict", "command", "distress"), ("refused",), aggregates.FAILURES


def setup(app: web.Application, house: House) -> None:
    async def show(request: web.Request) -> web.Response:
        return await account(house)

    app.router.add_get(PATH, show)


async def account(house: House) -> web.Response:
    today = paris_day(house.clock())
    first = (today.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    async with house.database.read() as connection:
        rows = await aggregates.between(connection, first, today, *MEASURED)
    live = await models.in_service(house.database)
    figures: Mapping[str, Any] = live.figures if live else {}
    response = render.page(
        "transparency.html", months=months(rows), live=live, figures=figures, service=current.catalogue().service
    )
    response.headers.update(HEADERS)
    return response


def months(rows: Sequence[Any]) -> list[tuple[date, Mapping[str, float | None]]]:
    """Return the counts of each month, the latest first; those under five are hidden."""
    counts: dict[date, Counter[str]] = {}
    for row in rows:
        month = counts.setdefault(row.day.replace(day=1), Counter())
        for name in _names(row):
            month[name] += row.count
    names = ("asked", "answered", "refused", "wrong", "down", "person")
    return [
        (month, {name: measures.shown(counts[month][name]) for name in names}) for month in sorted(counts, reverse=True)
    ]


def _names(row: Any) -> list[str]:
    """Return what a daily count adds to."""
    if row.measure == aggregates.MESSAGES:
        return ["asked"]
    if row.measure == aggregates.DOWN:
        return ["down"]
    if row.measure == aggregates.HUMAN:
        return ["person"]
    if row.measure != aggregates.OUTCOME:
        return []
    kinds = {"answered": ANSWERED, "refused": REFUSED, "wrong": WRONG}
    return [name for name, outcomes in kinds.items() if row.key in outcomes]
