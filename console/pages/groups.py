"""Messages that say the same thing, to label at once."""

from aiohttp import web

from console import choices, collecting, deciding, undo
from console.deciding import Decision
from console.roles import Right
from console.visit import Route, Visit, back
from learning.inbox import candidates
from learning.inbox.candidates import REJECTED
from learning.sentences.texts import doubtful

PATH = "/lots"


async def show(visit: Visit) -> web.Response:
    """Show the biggest groups of near-duplicates."""
    await collecting.some(visit.house)
    async with visit.house.database.read() as connection:
        found = await candidates.biggest_groups(connection)
    return visit.page("groups.html", found=found, undone=undo.count(visit))


async def one(visit: Visit) -> web.Response:
    """Show the messages of a group."""
    async with visit.house.database.read() as connection:
        members = await candidates.in_group(connection, visit.number())
        shown = await choices.shown(connection, visit, members[0]) if members else {}
    if not members:
        return back(PATH, said="message_gone")
    doubts = {each.id for each in members if doubtful(each.text)}
    return visit.page("group.html", members=members, doubts=doubts, **shown)


async def decide(visit: Visit) -> web.Response:
    """Carry out one decision on the ticked messages of a group."""
    decision, ticked = Decision.read(visit), set(visit.numbers("candidate"))
    async with visit.house.database.write() as connection:
        members = await candidates.in_group(connection, visit.number())
        chosen = [each for each in members if each.id in ticked]
        if chosen and decision.aside == REJECTED:
            await deciding.set_aside(connection, visit, [each.id for each in chosen], REJECTED)
            return back(PATH, said=f"said_{REJECTED}", n=len(chosen))
        if not chosen or not decision.intent:
            return back(f"{PATH}/{visit.number()}", said="no_intent")
        return await deciding.labelled(connection, visit, chosen, decision, PATH)


ROUTES = (
    Route("GET", PATH, Right.LABEL, show),
    Route("GET", f"{PATH}/{{id}}", Right.LABEL, one),
    Route("POST", f"{PATH}/{{id}}", Right.LABEL, decide),
)
