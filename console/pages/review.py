"""Labels that wait for their box, and what waits for a second person."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from console import proposals
from console.proposals import SamePerson
from console.releasing import put_in_service
from console.roles import Right
from console.visit import Route, Visit, back
from learning.inbox import labels
from learning.models.release import Blocked
from learning.sentences.texts import doubtful

REVIEW, SECOND = "/relire", "/deuxieme-personne"


async def show(visit: Visit) -> web.Response:
    """Show the labels that wait for a second reading, those that may hold personal data marked."""
    async with visit.house.database.read() as connection:
        drafts = await labels.drafts(connection)
    return visit.page("review.html", drafts=drafts, doubts={each.id for each in drafts if doubtful(each.text)})


async def reviewed(visit: Visit) -> web.Response:
    """Promote the labels whose box is ticked, with their text as corrected."""
    ticked = visit.numbers("label")
    async with visit.house.database.write() as connection:
        for number in ticked:
            if text := visit.text(f"text-{number}", longest=1_000):
                await labels.correct(connection, number, text)
        done = await labels.promote(connection, ticked, visit.act())
    return back(REVIEW, said="promoted", n=len(done))


async def second(visit: Visit) -> web.Response:
    """Show what waits for a second person."""
    async with visit.house.database.read() as connection:
        return visit.page("proposals.html", proposals=await proposals.open_(connection))


async def second_given(visit: Visit) -> web.Response:
    """Accept or refuse what somebody else proposed."""
    if not (visit.may(Right.PUBLISH) or visit.may(Right.REVIEW)):
        raise web.HTTPForbidden
    accept, act = visit.text("decision") == "accept", visit.act()
    try:
        async with visit.house.database.write() as connection:
            await _may_decide(visit, connection)
            row = await proposals.decide(connection, visit.number(), act, accept=accept)
    except SamePerson:
        return back(SECOND, said="same_person")
    if row is None:
        return back(SECOND, said="decided_already")
    if accept and row.kind == proposals.PUBLISH:
        return await _published(visit, row.subject)
    return back(SECOND, said="accepted" if accept else "refused")


async def _may_decide(visit: Visit, connection: AsyncConnection) -> None:
    """A publication is for a publieur, an intent for a relecteur: the proposal says which, not the form."""
    asked = next((each for each in await proposals.open_(connection) if each.id == visit.number()), None)
    if asked is not None and not visit.may(Right.PUBLISH if asked.kind == proposals.PUBLISH else Right.REVIEW):
        raise web.HTTPForbidden


async def _published(visit: Visit, sha256: str) -> web.Response:
    try:
        await put_in_service(visit, sha256)
    except Blocked:
        return back(f"/entrainement/{sha256}", said="blocked")
    return back("/entrainement", said="published")


ROUTES = (
    Route("GET", REVIEW, Right.REVIEW, show),
    Route("POST", REVIEW, Right.REVIEW, reviewed),
    Route("GET", SECOND, Right.READ, second),
    Route("POST", f"{SECOND}/{{id}}", Right.READ, second_given),
)
