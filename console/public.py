"""The open account of the service: what was asked, answered, refused and wrong, month by month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from aiohttp import web
from markupsafe import Markup

from bot.clock import paris_day
from bot.house import House
from bot.outcome import FAILURES, Outcome
from bot.store import models
from console import measures, open_exam, render
from learning import counts
from web.shell import SHELL, Shell

MONTHS = 12
PATH = "/transparence"
MEASURED = (counts.MESSAGES, counts.OUTCOME, counts.DOWN, counts.HUMAN)
ANSWERED = (Outcome.ANSWERED, Outcome.VERDICT, Outcome.COMMAND, Outcome.DISTRESS)
REFUSED, WRONG = (Outcome.REFUSED,), FAILURES


def setup(app: web.Application, house: House) -> None:
    """Add `/transparence` and the open exam, which anybody may read."""

    async def show(request: web.Request) -> web.Response:
        return await account(house, request.app[SHELL])

    app.router.add_get(PATH, show)
    open_exam.setup(app, house)


async def account(house: House, shell: Shell) -> web.Response:
    """Return the account of the last twelve months."""
    today = paris_day(house.clock())
    first = (today.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    async with house.database.read() as connection:
        rows = await counts.between(connection, first, today, *MEASURED)
    live = await models.in_service(house.database)
    figures: Mapping[str, Any] = live.figures if live else {}
    body = render.fragment(
        "transparency.html", months=months(rows), live=live, figures=figures, url=house.settings.public_url
    )
    return shell.page(render.words()["public_account"], Markup(body))


def months(rows: Sequence[Any]) -> list[tuple[date, Mapping[str, float | None]]]:
    """Return the counts of each month, the latest first; those under five are hidden."""
    monthly: dict[date, Counter[str]] = {}
    for row in rows:
        month = monthly.setdefault(row.day.replace(day=1), Counter())
        for name in _names(row):
            month[name] += row.count
    names = ("asked", "answered", "refused", "wrong", "down", "person")
    return [
        (month, {name: measures.shown(monthly[month][name]) for name in names})
        for month in sorted(monthly, reverse=True)
    ]


def _names(row: Any) -> list[str]:
    """Return what a daily count adds to."""
    if row.measure == counts.MESSAGES:
        return ["asked"]
    if row.measure == counts.DOWN:
        return ["down"]
    if row.measure == counts.HUMAN:
        return ["person"]
    if row.measure != counts.OUTCOME:
        return []
    kinds = {"answered": ANSWERED, "refused": REFUSED, "wrong": WRONG}
    return [name for name, outcomes in kinds.items() if row.key in outcomes]
