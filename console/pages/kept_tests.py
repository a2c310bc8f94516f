"""The operators' own tests, which every new model must pass."""

from aiohttp import web

from console.roles import Right
from console.visit import Route, Visit, back
from learning.models import kept_tests

PATH = "/tests"


async def show(visit: Visit) -> web.Response:
    """Show the tests in force."""
    async with visit.house.database.read() as connection:
        kept = await kept_tests.in_force(connection)
    return visit.page("tests.html", tests=kept)


async def dropped(visit: Visit) -> web.Response:
    """Drop a test."""
    async with visit.house.database.write() as connection:
        await kept_tests.drop(connection, visit.number(), visit.act())
    return back(PATH, said="saved")


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("POST", f"{PATH}/{{id}}", Right.REVIEW, dropped),
)
