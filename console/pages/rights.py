"""For the data protection officer: erasures done, one found by its receipt, and what the next purge removes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import bindparam, select, text

from bot.clock import PARIS
from bot.house import House
from bot.keeping.purge import periods
from bot.store.tables import erasures
from bot.store.types import UtcDateTime
from console.roles import Right
from console.visit import Route, Visit

PATH, SHOWN = "/droits", 50


@dataclass(frozen=True)
class Erased:
    """One erasure: its receipt, when, and how many rows went."""

    receipt: str
    at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Leaving:
    """Rows of one kind past their period: the next purge, within the hour, removes them."""

    table: str
    days: int
    rows: int


async def show(visit: Visit) -> web.Response:
    sought = visit.query.get("recu", "").strip()[:40]
    async with visit.house.database.read() as connection:
        query = select(erasures).order_by(erasures.c.id.desc())
        done = [_erased(row) for row in await connection.execute(query if sought else query.limit(SHOWN))]
    found = [each for each in done if each.receipt == sought] if sought else done
    return visit.page("rights.html", done=found, sought=sought, leaving=await _leaving(visit.house, visit.now))


def _erased(row: Any) -> Erased:
    """Return an erasure with the receipt its person was given."""
    return Erased(f"{row.at.astimezone(PARIS):%Y%m%d-%H%M%S}-{row.digest[:6]}", row.at, row.counts)


async def _leaving(house: House, now: datetime) -> list[Leaving]:
    columns, found = await house.database.tables(), []
    async with house.database.read() as connection:
        for period in periods(house.settings.retention):
            if period.column not in columns.get(period.table, ()):
                continue
            counted = text(
                f'SELECT count(*) FROM "{period.table}" WHERE "{period.column}" < :before AND {period.condition}'
            ).bindparams(bindparam("before", type_=UtcDateTime()))
            before = now - timedelta(days=period.days)
            rows = (await connection.execute(counted, {"before": before})).scalar() or 0
            found.append(Leaving(period.table, period.days, int(rows)))
    return found


ROUTES = (Route("GET", PATH, Right.AUDIT, show),)
