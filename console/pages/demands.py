"""Requests people left for a person: new, taken, answered."""

from datetime import timedelta

from aiohttp import web
from sqlalchemy import select, update

from bot.desk import requests
from bot.store import audit
from bot.store.desk_tables import contact_requests
from console.roles import Right
from console.visit import Route, Visit, back
from web import asked

PATH = "/demandes"
TAKEN = "taken"
STATES = (requests.NEW, TAKEN, requests.ANSWERED)
LATE = timedelta(days=3)


async def show(visit: Visit) -> web.Response:
    state = visit.query.get("etat", requests.NEW)
    state = state if state in STATES else requests.NEW
    before = visit.query.get("avant", "")
    rows = await requests.listed(visit.house, status=state, before=asked.number(before), limit=25)
    return visit.page("demands.html", rows=rows, state=state, states=STATES, now=visit.now, late=LATE)


async def one(visit: Visit) -> web.Response:
    async with visit.house.database.read() as connection:
        row = (
            await connection.execute(select(contact_requests).where(contact_requests.c.id == visit.number()))
        ).first()
    if row is None:
        raise web.HTTPNotFound
    return visit.page("demand.html", row=row, now=visit.now)


async def take(visit: Visit) -> web.Response:
    mine = (contact_requests.c.id == visit.number()) & (contact_requests.c.status == requests.NEW)
    async with visit.house.database.write() as connection:
        values = {"status": TAKEN, "answered_by": visit.operator.name}
        await connection.execute(update(contact_requests).where(mine).values(**values))
        await audit.note(connection, visit.act(), "request.take", visit.number())
    return back(f"{PATH}/{visit.number()}", said="saved")


async def answer(visit: Visit) -> web.Response:
    """Write how a request was answered: its year of keeping begins."""
    said = visit.text("answer")
    if not said:
        return back(f"{PATH}/{visit.number()}", said="comment_needed")
    mine = (contact_requests.c.id == visit.number()) & (contact_requests.c.status != requests.ANSWERED)
    values = {"status": requests.ANSWERED, "answered_at": visit.now, "answered_by": visit.operator.name, "answer": said}
    async with visit.house.database.write() as connection:
        await connection.execute(update(contact_requests).where(mine).values(**values))
        await audit.note(connection, visit.act(), "request.answer", visit.number())
    return back(PATH, said="saved")


ROUTES = (
    Route("GET", PATH, Right.ANSWER, show),
    Route("GET", f"{PATH}/{{id}}", Right.ANSWER, one),
    Route("POST", f"{PATH}/{{id}}/prendre", Right.ANSWER, take),
    Route("POST", f"{PATH}/{{id}}/repondre", Right.ANSWER, answer),
)
