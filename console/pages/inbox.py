"""Messages to label, one at a time."""

from aiohttp import web

from bot.store import audit
from console import alike, choices, collecting, deciding, undo
from console.deciding import Decision
from console.roles import Right
from console.visit import Route, Visit, back
from learning.inbox import candidates

PATH = "/etiqueter"
COUNTED = 500


async def show(visit: Visit) -> web.Response:
    """Show the message most worth a label, or the one asked for."""
    await collecting.some(visit.house)
    async with visit.house.database.read() as connection:
        if "id" in visit.query:
            found = await candidates.find(connection, visit.number())
        else:
            found = next(iter(await candidates.next_ones(connection)), None)
        left = await candidates.waiting(connection, most=COUNTED)
        shown = await choices.shown(connection, visit, found) if found else {}
    return visit.page("inbox.html", found=found, left=left, undone=undo.count(visit), **shown)


async def decide(visit: Visit) -> web.Response:
    """Carry out one decision on a message, and go on to the next."""
    decision, number = Decision.read(visit), visit.number("candidate")
    async with visit.house.database.write() as connection:
        found = await candidates.find(connection, number)
        if found is None:
            return back(PATH, said="message_gone")
        together = [found, *await alike.also(visit, connection, found)]
        if decision.aside:
            await deciding.set_aside(connection, visit, [each.id for each in together], decision.aside)
            return back(PATH, said=f"said_{decision.aside}", n=len(together))
        if not decision.intent:
            return back(PATH, said="no_intent", id=number)
        return await deciding.labelled(connection, visit, together, decision, PATH)


async def take_back(visit: Visit) -> web.Response:
    """Take back the last decision."""
    number = await undo.take_back(visit)
    return back(PATH, said="undone" if number else "nothing_to_undo", id=number)


async def again(visit: Visit) -> web.Response:
    """Take up the messages put off."""
    async with visit.house.database.write() as connection:
        await candidates.take_up_again(connection)
        await audit.note(connection, visit.act(), "message.again")
    return back(PATH)


ROUTES = (
    Route("GET", PATH, Right.LABEL, show),
    Route("POST", PATH, Right.LABEL, decide),
    Route("POST", f"{PATH}/annuler", Right.LABEL, take_back),
    Route("POST", f"{PATH}/reprendre", Right.LABEL, again),
)
