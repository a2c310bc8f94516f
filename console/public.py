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
from console import open_exam, open_months, proposing, render
from console.table import Hiding
from learning import counted, measured
from learning.inbox import tasks
from learning.inbox.tasks import Task
from web.shell import SHELL, Shell

MONTHS = 12
PATH = "/transparence"
MEASURED = (measured.MESSAGES, measured.OUTCOME, measured.DOWN, measured.HUMAN)
ANSWERED = (Outcome.ANSWERED, Outcome.VERDICT, Outcome.COMMAND, Outcome.DISTRESS)
REFUSED, WRONG = (Outcome.REFUSED,), FAILURES


def setup(app: web.Application, house: House) -> None:
    """Add `/transparence`, its months and the open exam as files, which anybody may read, and the form of its questions."""

    async def show(request: web.Request) -> web.Response:
        return await account(house, request.app[SHELL])

    app.router.add_get(PATH, show)
    open_exam.setup(app, house)
    proposing.setup(app, house)
    open_months.setup(app, lambda: counted_months(house), house)


async def account(house: House, shell: Shell) -> web.Response:
    """Return the account of the last twelve months."""
    async with house.database.read() as connection:
        mended = await tasks.mended(connection)
    live = await models.in_service(house.database)
    figures: Mapping[str, Any] = live.figures if live else {}
    body = render.fragment(
        "transparency.html",
        months=await counted_months(house),
        live=live,
        figures=figures,
        url=house.settings.public_url,
        mended=_mended(house, mended),
    )
    return shell.page(render.words()["public_account"], Markup(body))


async def counted_months(house: House) -> open_months.Months:
    """Return the counts of the last twelve months, the latest first."""
    today = paris_day(house.clock())
    first = (today.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    async with house.database.read() as connection:
        rows = await counted.between(connection, first, today, *MEASURED)
    return months(rows, Hiding.of(house))


def _mended(house: House, found: Sequence[Task]) -> list[tuple[date, str, float | None]]:
    """Return what was mended and since when: the title of the record that answers, never what somebody wrote."""
    catalogue, hide = house.in_force().catalogue, Hiding.of(house)
    held = [(each, catalogue.record(each.record or "")) for each in found]
    return [
        (paris_day(each.mended_at), record.title, hide.shown(each.people or 1))
        for each, record in held
        if record and each.mended_at
    ]


def months(rows: Sequence[Any], hide: Hiding) -> list[tuple[date, Mapping[str, float | None]]]:
    """Return the counts of each month, the latest first; those under five are hidden, the others rounded."""
    monthly: dict[date, Counter[str]] = {}
    for row in rows:
        month = monthly.setdefault(row.day.replace(day=1), Counter())
        for name in _names(row):
            month[name] += row.count
    return [
        (month, {name: hide.shown(monthly[month][name]) for name in open_months.NAMES})
        for month in sorted(monthly, reverse=True)
    ]


def _names(row: Any) -> list[str]:
    """Return what a daily count adds to."""
    if row.measure == measured.MESSAGES:
        return ["asked"]
    if row.measure == measured.DOWN:
        return ["down"]
    if row.measure == measured.HUMAN:
        return ["person"]
    if row.measure != measured.OUTCOME:
        return []
    kinds = {"answered": ANSWERED, "refused": REFUSED, "wrong": WRONG}
    return [name for name, outcomes in kinds.items() if row.key in outcomes]
