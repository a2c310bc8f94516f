"""Labels that wait for their box, answers that are missing, and what waits for a second person."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from console import operators, proposals
from console.pages.inbox import day_of
from console.proposals import SamePerson
from console.releasing import put_in_service
from console.roles import Right
from console.visit import Route, Visit, back
from learning.inbox import labels, tasks
from learning.models.release import Blocked
from learning.sentences.texts import doubtful
from web import asked

REVIEW, TASKS, SECOND = "/relire", "/reponses-manquantes", "/deuxieme-personne"


async def show(visit: Visit) -> web.Response:
    """Show the labels that wait for a second reading, those that may hold personal data marked."""
    async with visit.house.database.read() as connection:
        drafts = await labels.drafts(connection)
    return visit.page("review.html", drafts=drafts, doubts={each.id for each in drafts if doubtful(each.text)})


async def reviewed(visit: Visit) -> web.Response:
    """Promote the labels whose box is ticked, with their text as corrected."""
    ticked = [found for value in visit.form.getall("label", []) if (found := asked.number(value)) is not None]
    async with visit.house.database.write() as connection:
        for number in ticked:
            if text := visit.text(f"text-{number}", longest=1_000):
                await labels.correct(connection, number, text)
        done = await labels.promote(connection, ticked, visit.act())
    return back(REVIEW, said="promoted", n=len(done))


async def missing(visit: Visit) -> web.Response:
    """Show the answers that are missing, and who sees to each."""
    async with visit.house.database.read() as connection:
        open_tasks = await tasks.listed(connection)
        done = await tasks.listed(connection, states=[tasks.DONE], count=20)
        people = [each.name for each in await operators.everybody(connection) if each.active]
    return visit.page(
        "tasks.html", tasks=open_tasks, done=done, people=people, states=tasks.STATES, today=visit.now.date()
    )


async def missing_changed(visit: Visit) -> web.Response:
    """Change who sees to a missing answer, until when, and where it stands."""
    async with visit.house.database.write() as connection:
        try:
            await tasks.change(
                connection, visit.number(), visit.act(), state=visit.text("state"), owner=visit.text("owner"),
                due=day_of(visit.text("due")),
            )  # fmt: skip
        except ValueError:
            return back(TASKS, said="bad_value")
    return back(TASKS, said="saved")


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
    Route("GET", TASKS, Right.READ, missing),
    Route("POST", f"{TASKS}/{{id}}", Right.LABEL, missing_changed),
    Route("GET", SECOND, Right.READ, second),
    Route("POST", f"{SECOND}/{{id}}", Right.READ, second_given),
)
