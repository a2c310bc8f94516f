"""An answer of the Région checked again, and a change of one taken back."""

from aiohttp import web

from bot.clock import paris_day
from console import asked_first
from console.pages.records import PATH
from console.record_form import record_of
from console.render import words
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import edits, in_force


async def checked(visit: Visit) -> web.Response:
    """Write that a record was checked today, and still holds."""
    record = record_of(visit)
    act = visit.act() if visit.act().comment else visit.act(words()["record_checked"])
    body = in_force.raw(record) | {"checked_on": paris_day(visit.now).isoformat()}
    async with visit.house.database.write() as connection:
        await edits.write(connection, record.id, body, act)
    await in_force.put_in_force(visit.house)
    return back(PATH, said="record_checked")


async def undone(visit: Visit) -> web.Response:
    """Go back on a change of an answer, in every worker."""
    number, act = visit.number("change"), visit.act()
    page = f"{PATH}/{visit.part()}"
    first = await asked_first.made(visit, lambda connection: edits.end(connection, number, act), page=page)
    return first or back(page, said="undone_record")


ROUTES = (
    Route("POST", f"{PATH}/{{id}}/verifiee", Right.REVIEW, checked),
    Route("POST", f"{PATH}/{{id}}/annuler", Right.REVIEW, undone),
)
