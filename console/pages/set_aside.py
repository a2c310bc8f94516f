"""What a return to an older model set aside, to take up again."""

from aiohttp import web
from sqlalchemy import select

from console.roles import Right
from console.visit import Route, Visit, back
from learning.sentences import changes
from learning.tables import example_changes

PATH = "/mises-de-cote"
SHOWN = 200


async def show(visit: Visit) -> web.Response:
    """Show what a return to an older model set aside."""
    ended = select(example_changes).where(example_changes.c.ended_at.isnot(None))
    async with visit.house.database.read() as connection:
        rows = (await connection.execute(ended.order_by(example_changes.c.ended_at.desc()).limit(SHOWN))).all()
    return visit.page("aside.html", rows=rows)


async def taken_up(visit: Visit) -> web.Response:
    """Take up again the sentences that are ticked."""
    async with visit.house.database.write() as connection:
        for number in visit.numbers("change"):
            await changes.take_up(connection, number, visit.act())
    return back(PATH, said="saved")


ROUTES = (
    Route("GET", PATH, Right.REVIEW, show),
    Route("POST", PATH, Right.REVIEW, taken_up),
)
