"""For the data protection officer: a person found by the reference they give, copied or erased; what leaves with time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import bindparam, select, text

from bot.house import House
from bot.keeping import finding, rights
from bot.keeping.finding import Found
from bot.keeping.purge import periods
from bot.store import audit
from bot.store.audit import audits
from bot.store.tables import erasures
from bot.store.types import UtcDateTime
from console.roles import Right
from console.visit import Route, Visit

PATH, SHOWN = "/droits", 50
SMALLEST_COMMENT, LONGEST = 3, 64


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
    """Show where the rights of a person are exercised."""
    return await _page(visit)


async def sought(visit: Visit) -> web.Response:
    """Look for what was given: the receipt of an erasure, else a reference; it stays out of the address."""
    given = visit.text("reference", longest=LONGEST)
    done = await _erased(visit, given)
    return await _page(visit, given=given, found=await finding.find(visit.house, given), receipts=done)


async def copied(visit: Visit) -> web.Response:
    """Give the copy of what is kept of a person, and write that it was given."""
    found = await _found(visit)
    if (refusal := await _unsaid(visit, found)) is not None:
        return refusal
    exported = await finding.export(visit.house, found)
    await _noted(visit, "right.export", found)
    name = "beffroi-copie.json"
    return web.Response(
        text=json.dumps(exported, ensure_ascii=False, indent=1), content_type="application/json", charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )  # fmt: skip


async def erased(visit: Visit) -> web.Response:
    """Erase a person once confirmed, and show the receipt to give them."""
    found = await _found(visit)
    if (refusal := await _unsaid(visit, found)) is not None:
        return refusal
    if not visit.form.get("confirmed"):
        return await _page(visit, given=visit.text("reference"), found=found, problem="confirm", status=400)
    receipt = await finding.erase(visit.house, found)
    await _noted(visit, "right.erase", found, subject=receipt.number)
    return await _page(visit, receipt=receipt)


async def _found(visit: Visit) -> Found:
    found = await finding.find(visit.house, visit.text("reference", longest=LONGEST))
    if found is None:
        raise web.HTTPNotFound
    return found


async def _unsaid(visit: Visit, found: Found) -> web.Response | None:
    """Return the page again where it is not said why: who asked, and how they were recognised."""
    if len(visit.act().comment) >= SMALLEST_COMMENT:
        return None
    return await _page(visit, given=visit.text("reference"), found=found, problem="why", status=400)


async def _noted(visit: Visit, action: str, found: Found, *, subject: str = "") -> None:
    """Write the act without the person: the keyed hash an erasure is remembered by."""
    mark = rights.digest(visit.house, found.channel, found.sender)[:12]
    async with visit.house.database.write() as connection:
        await audit.note(connection, visit.act(), action, subject or mark)


async def _page(
    visit: Visit, *, status: int = 200, receipts: list[Erased] | None = None, **values: Any
) -> web.Response:
    said = {"given": "", "found": None, "problem": "", "receipt": None} | values
    done = receipts or await _erased(visit)
    return visit.page(
        "rights.html", status=status, done=done, exact=bool(receipts), leaving=await _leaving(visit.house, visit.now),
        exercised=await _exercised(visit), **said,
    )  # fmt: skip


async def _erased(visit: Visit, receipt: str = "") -> list[Erased]:
    """Return the last erasures, or the one of a receipt."""
    query = select(erasures).order_by(erasures.c.id.desc())
    async with visit.house.database.read() as connection:
        rows = (await connection.execute(query if receipt else query.limit(SHOWN))).all()
    done = [Erased(rights.number(row.at, row.digest), row.at, row.counts) for row in rows]
    return [each for each in done if each.receipt == receipt] if receipt else done


async def _exercised(visit: Visit) -> list[Any]:
    """Return the last copies and erasures made here, with who, when and why."""
    query = select(audits).where(audits.c.action.in_(("right.export", "right.erase"))).order_by(audits.c.id.desc())
    async with visit.house.database.read() as connection:
        return list(await connection.execute(query.limit(SHOWN)))


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


ROUTES = (
    Route("GET", PATH, Right.AUDIT, show),
    Route("POST", PATH, Right.PROTECT, sought),
    Route("POST", f"{PATH}/copie", Right.PROTECT, copied),
    Route("POST", f"{PATH}/effacer", Right.PROTECT, erased),
)
