"""The rights that were exercised, and what leaves with time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.house import House
from bot.keeping import rights
from bot.keeping.purge import in_use
from bot.store.audit import audits
from bot.store.tables import erasures

SHOWN = 50


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


async def erased(house: House, receipt: str = "") -> list[Erased]:
    """Return the last erasures, or the one of a receipt."""
    query = select(erasures).order_by(erasures.c.id.desc())
    async with house.database.read() as connection:
        rows = (await connection.execute(query if receipt else query.limit(SHOWN))).all()
    done = [Erased(rights.number(row.at, row.digest), row.at, row.counts) for row in rows]
    return [each for each in done if each.receipt == receipt] if receipt else done


async def here(house: House) -> list[Any]:
    """Return the last copies and erasures made in the console, with who, when and why."""
    query = select(audits).where(audits.c.action.in_(("right.export", "right.erase"))).order_by(audits.c.id.desc())
    async with house.database.read() as connection:
        return list(await connection.execute(query.limit(SHOWN)))


async def leaving(house: House) -> list[Leaving]:
    """Return what the next purge removes, by kind."""
    held = await in_use(house)
    async with house.database.read() as connection:
        counted = [
            (await connection.execute(period.overdue("SELECT count(*)", house.clock()))).scalar() or 0
            for period in held
        ]
    return [Leaving(period.table, period.days, int(rows)) for period, rows in zip(held, counted, strict=True)]
