"""The questions of the open exam that a change would take the answer from: read, and ticked as read, before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from aiohttp.web_request import FileField

from bot.store import audit
from console import expected
from console.visit import Visit
from learning.answers import in_force
from learning.answers.in_force import Change
from learning.models import expecting, proposed, release, trying
from learning.models.expecting import Outcome
from learning.models.trying import TrialFailed
from region.catalogue import Catalogue

DESPITE = "despite"


@dataclass(frozen=True)
class Asked:
    """The questions of the open exam: how many were asked, and those that lose their answer (text, expected, after)."""

    asked: int
    lost: Sequence[tuple[str, str, str]]


async def unread(visit: Visit, change: Change, *, page: str) -> web.Response | None:
    """Return the page that names what a change of the data would lose; None where it loses nothing, or it was read.

    `page` is where one comes back to without changing anything.
    """
    if not await _to_ask(visit):
        return None
    tried = await in_force.considered(visit.house, change)
    return unread_of(visit, await expecting.beside(visit.house, tried), page=page, tried=tried.catalogue)


async def made(visit: Visit, change: Change, *, page: str, noted: tuple[str, str] | None = None) -> web.Response | None:
    """Make a change of the data, in force in every worker; return the page to read first where it would lose something.

    `noted`: what the audit says of it, and of what.
    """
    if first := await unread(visit, change, page=page):
        return first
    async with visit.house.database.write() as connection:
        await change(connection)
        if noted:
            await audit.note(connection, visit.act(), *noted)
    await in_force.put_in_force(visit.house)
    return None


async def unread_back(visit: Visit, sha256: str, *, page: str) -> web.Response | None:
    """The same of going back to a model; one that cannot be asked is gone back to all the same."""
    if not await _to_ask(visit):
        return None
    change = await release.rolled_back(visit.house, sha256, visit.act())
    written = await in_force.as_if(visit.house, change, lambda connection: trying.written_in(connection, {}))
    try:
        return unread_of(visit, await expecting.with_model(visit.house, sha256, written), page=page)
    except TrialFailed:
        return None


def unread_of(
    visit: Visit, found: Sequence[Outcome], *, page: str, tried: Catalogue | None = None
) -> web.Response | None:
    """Return the page that names the questions that lose their answer, with the same form to send again."""
    lost = expected.lost(visit.house, found, tried=tried)
    if not lost or visit.ticked(DESPITE):
        return None
    fields = [
        (name, value) for name, value in visit.form.items() if name != "csrf" and not isinstance(value, FileField)
    ]
    return visit.page(
        "asked_first.html",
        status=409,
        expected=Asked(len(found), lost),
        fields=fields,
        path=visit.request.path,
        page=page,
    )


async def _to_ask(visit: Visit) -> bool:
    async with visit.house.database.read() as connection:
        return not visit.ticked(DESPITE) and bool(await proposed.accepted(connection, count=1))
