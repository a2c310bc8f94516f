"""For the data protection officer: a person found by the reference they give, copied or erased; what leaves with time."""

import json
from typing import Any

from aiohttp import web

from bot.keeping import finding, rights
from bot.keeping.finding import Found
from console import exercised
from console.roles import Right
from console.visit import Route, Visit

PATH = "/droits"
LONGEST = 64


async def show(visit: Visit) -> web.Response:
    """Show where the rights of a person are exercised."""
    return await _page(visit)


async def sought(visit: Visit) -> web.Response:
    """Look for what was given: the receipt of an erasure, else a reference; it stays out of the address."""
    given = visit.text("reference", longest=LONGEST)
    done = await exercised.erased(visit.house, given)
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
    if not visit.ticked("confirmed"):
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
    if visit.explained:
        return None
    return await _page(visit, given=visit.text("reference"), found=found, problem="why", status=400)


async def _noted(visit: Visit, action: str, found: Found, *, subject: str = "") -> None:
    """Write the act without the person: the keyed hash an erasure is remembered by."""
    mark = rights.digest(visit.house, found.channel, found.sender)[:12]
    await visit.note(action, subject or mark)


async def _page(
    visit: Visit, *, status: int = 200, receipts: list[exercised.Erased] | None = None, **values: Any
) -> web.Response:
    said = {"given": "", "found": None, "problem": "", "receipt": None} | values
    done = receipts or await exercised.erased(visit.house)
    return visit.page(
        "rights.html", status=status, done=done, exact=bool(receipts), leaving=await exercised.leaving(visit.house),
        exercised=await exercised.here(visit.house), **said,
    )  # fmt: skip


ROUTES = (
    Route("GET", PATH, Right.AUDIT, show),
    Route("POST", PATH, Right.PROTECT, sought),
    Route("POST", f"{PATH}/copie", Right.PROTECT, copied),
    Route("POST", f"{PATH}/effacer", Right.PROTECT, erased),
)
