"""Requests people left for a person: new, taken, answered."""

from datetime import timedelta

from aiohttp import web
from sqlalchemy import select, update

from bot.desk import aid_outcomes, contesting, requests
from bot.desk import cases as case_files
from bot.store import audit
from bot.store.desk_tables import contact_requests
from console.roles import Right
from console.visit import Route, Visit, back
from web import asked

PATH, CONTESTED, CASES = "/demandes", "/contestations", "/verifications"
TAKEN = "taken"
STATES = (requests.NEW, TAKEN, requests.ANSWERED)
LATE = timedelta(days=3)


async def show(visit: Visit) -> web.Response:
    """List the requests of a state, the oldest first."""
    state = visit.query.get("etat", requests.NEW)
    state = state if state in STATES else requests.NEW
    before = visit.query.get("avant", "")
    rows = await requests.listed(visit.house, status=state, before=asked.number(before), limit=25)
    return visit.page("demands.html", rows=rows, state=state, states=STATES, now=visit.now, late=LATE)


async def one(visit: Visit) -> web.Response:
    """Show a request."""
    async with visit.house.database.read() as connection:
        row = (
            await connection.execute(select(contact_requests).where(contact_requests.c.id == visit.number()))
        ).first()
    if row is None:
        raise web.HTTPNotFound
    return visit.page("demand.html", row=row, now=visit.now)


async def contested(visit: Visit) -> web.Response:
    """The conditions that people contest, grouped: a rule that is wrong is seen."""
    known = visit.house.in_force().catalogue.programmes
    titles = {each.slug: each.title for each in known.values()}
    labels = {(slug, each.id): each.label for slug, aid in known.items() for each in aid.conditions}
    groups, outcomes = await contesting.contested(visit.house), await aid_outcomes.by_condition(visit.house)
    return visit.page("contested.html", groups=groups, outcomes=outcomes, titles=titles, labels=labels)


async def about(visit: Visit) -> web.Response:
    """What people wrote about one condition, beside the rule as it stands."""
    programme = visit.house.in_force().catalogue.programmes.get(visit.part("name"))
    wanted = visit.part("condition")
    condition = next((each for each in programme.conditions if each.id == wanted), None) if programme else None
    rows = await contesting.about(visit.house, visit.part("name"), wanted)
    if condition is None and not rows:
        raise web.HTTPNotFound
    return visit.page("contested_one.html", programme=programme, condition=condition, rows=rows, wanted=wanted)


async def case_sought(visit: Visit) -> web.Response:
    """Ask for the reference of a checked case."""
    return visit.page("case.html", row=None, sought="")


async def case_opened(visit: Visit) -> web.Response:
    """Open the checked case of a reference that its holder read out or printed."""
    sought = visit.text("reference", longest=40)
    row = await case_files.find(visit.house, sought)
    if row is not None:
        async with visit.house.database.write() as connection:
            await audit.note(connection, visit.act(), "case.open", row.reference)
    return visit.page("case.html", row=row, sought=sought)


async def take(visit: Visit) -> web.Response:
    """Take a request that nobody took."""
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
    Route("GET", CONTESTED, Right.ANSWER, contested),
    Route("GET", f"{CONTESTED}/{{name}}/{{condition}}", Right.ANSWER, about),
    Route("GET", CASES, Right.ANSWER, case_sought),
    Route("POST", CASES, Right.ANSWER, case_opened),
    Route("GET", f"{PATH}/{{id}}", Right.ANSWER, one),
    Route("POST", f"{PATH}/{{id}}/prendre", Right.ANSWER, take),
    Route("POST", f"{PATH}/{{id}}/repondre", Right.ANSWER, answer),
)
