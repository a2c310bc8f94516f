"""How the service is used and how well it understands: each plot with its table and its file."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from aiohttp import web
from markupsafe import Markup

from bot.clock import paris_day
from bot.store import models
from console import measures, plots, render, told, uncovered_weeks
from console.plots import Point
from console.roles import Right
from console.table import Hiding, Table
from console.visit import Route, Visit
from learning.models import runs
from learning.sentences import intents
from web import asked

PATH = "/mesures"
PERIODS = (7, 30, 90, 365)


async def show(visit: Visit) -> web.Response:
    """Show the measures of a period."""
    days = _days(visit)
    tables = await _tables(visit, days)
    drawn = [(table, _drawn(table)) for table in tables]
    return visit.page("measures.html", drawn=drawn, days=days, periods=PERIODS, cell=_cell)


async def file(visit: Visit) -> web.Response:
    """Give one table as CSV, with semicolons and a mark that spreadsheets in French understand."""
    name = visit.part("name")
    table = next((each for each in await _tables(visit, _days(visit)) if each.name == name), None)
    if table is None:
        raise web.HTTPNotFound
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([render.word(column, "columns") for column in table.columns])
    writer.writerows([[_cell(value) for value in line] for line in table.lines])
    disposition = {"Content-Disposition": f'attachment; filename="beffroi-{name}.csv"'}
    body = ("\ufeff" + text.getvalue()).encode()
    return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=disposition)


async def _tables(visit: Visit, days: int) -> list[Table]:
    last = paris_day(visit.now)
    first = last - timedelta(days=days - 1)
    async with visit.house.database.read() as connection:
        counts = await measures.read(connection, first, last)
        uncovered = await uncovered_weeks.read(connection)
    live = await models.in_service(visit.house.database)
    compared = await runs.comparison(visit.house, live.sha256) if live else None
    hide, catalogue = Hiding.of(visit.house), visit.house.in_force().catalogue
    more = [*told.tables(counts.days, hide, catalogue, last), uncovered_weeks.table(uncovered, hide, last)]
    return [*measures.tables(counts, hide), *more, *measures.of_model(compared)]


def _days(visit: Visit) -> int:
    days = asked.number(visit.query.get("jours", "30"))
    return days if days in PERIODS else 30


def _drawn(table: Table) -> Markup:
    title = render.words()["plots"][table.name]
    points = [Point(_label(line), line[-1]) for line in table.lines]
    if table.drawn == "none":
        return Markup("")
    if table.drawn == "rows":
        return plots.rows(points, title=title)
    if table.drawn == "line":
        return plots.line(points, title=title)
    if table.drawn == "reliability":
        return plots.line([Point(_cell(line[0]), line[1]) for line in table.lines], title=title, diagonal=True)
    if table.drawn == "pairs":
        names = [f"{intents.label(line[0])} → {intents.label(line[1])}" for line in table.lines[:12]]
        return plots.rows([Point(name, line[2]) for name, line in zip(names, table.lines, strict=False)], title=title)
    return plots.bars(points, title=title)


def _label(line: Sequence[Any]) -> str:
    return f"{line[0]:%d/%m}" if isinstance(line[0], date) else _cell(line[0])


def _cell(value: Any) -> str:
    """Return a value as people read it; what is hidden says so."""
    if value is None:
        return str(render.words()["hidden"])
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value <= 1:
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, str):
        return intents.label(value) if intents.is_one(value) else render.word(value, "values")
    return f"{value:.0f}"


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("GET", f"{PATH}/{{name}}.csv", Right.READ, file),
)
