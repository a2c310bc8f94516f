"""Questions anybody proposes to the open exam: read, accepted with the answer they must get, or set aside."""

from aiohttp import web

from console import expected
from console.roles import Right
from console.visit import Route, Visit, back
from learning.models import expecting, proposed
from learning.sentences.texts import doubtful

PATH = "/questions-proposees"
LONGEST = 300


async def show(visit: Visit) -> web.Response:
    """List the questions of a state, the oldest first."""
    state = visit.query.get("etat", proposed.NEW)
    state = state if state in proposed.STATES else proposed.NEW
    async with visit.house.database.read() as connection:
        rows = await proposed.listed(connection, state)
    named = {row.id: expected.named(visit.house, row.expected) for row in rows if row.expected}
    return visit.page("exam_questions.html", rows=rows, state=state, states=proposed.STATES, named=named)


async def one(visit: Visit) -> web.Response:
    """Show a question with what the assistant answers today, and the form that decides."""
    async with visit.house.database.read() as connection:
        row = await proposed.one(connection, visit.number())
    if row is None:
        raise web.HTTPNotFound
    got = await expecting.now(visit.house, row.text) if row.state == proposed.NEW else None
    return visit.page(
        "exam_question.html", row=row, got=got, named=expected.named(visit.house, row.expected or got),
        topics=expected.choices(visit.house), alone=proposed.WITHOUT_RECORD, doubtful=doubtful(row.text), longest=LONGEST,
    )  # fmt: skip


async def decided(visit: Visit) -> web.Response:
    """Accept a question, in the words of the form and with the answer chosen, or set it aside."""
    number, act = visit.number(), visit.act()
    if visit.text("action") != "accept":
        async with visit.house.database.write() as connection:
            done = await proposed.set_aside(connection, number, act)
        return back(PATH, said="exam_aside" if done else "exam_decided")
    wanted, text = visit.text("expected", longest=96), visit.text("text", longest=LONGEST)
    if not text or not expected.is_one(visit.house, wanted):
        return back(f"{PATH}/{number}", said="exam_expected")
    if not visit.ticked("impersonal"):
        return back(f"{PATH}/{number}", said="box_needed")
    async with visit.house.database.write() as connection:
        done = await proposed.accept(connection, number, act, text=text, expected=wanted)
    return back(PATH, said="exam_accepted" if done else "exam_decided")


ROUTES = (
    Route("GET", PATH, Right.REVIEW, show),
    Route("GET", f"{PATH}/{{id}}", Right.REVIEW, one),
    Route("POST", f"{PATH}/{{id}}", Right.REVIEW, decided),
)
