"""A message of the inbox whose answer is missing: who writes it, and for when."""

from aiohttp import web

from console import alike, answer_tasks
from console.pages.inbox import PATH
from console.roles import Right
from console.visit import Route, Visit, back
from learning.gaps import closing
from learning.inbox import candidates
from learning.sentences.texts import doubtful


async def show(visit: Visit) -> web.Response:
    """Ask who writes an answer that is missing, and for when."""
    async with visit.house.database.read() as connection:
        found = await candidates.find(connection, visit.number())
        people = await answer_tasks.people(connection)
        near = alike.close(found, await candidates.in_group(connection, found.group_id)) if found else []
    if found is None:
        raise web.HTTPNotFound
    return visit.page("missing.html", found=found, people=people, doubtful=doubtful(found.text), alike=len(near))


async def opened(visit: Visit) -> web.Response:
    """Open the task of an answer that is missing."""
    async with visit.house.database.write() as connection:
        found = await candidates.find(connection, visit.number("candidate"))
        if found is None:
            return back(PATH, said="message_gone")
        made = await answer_tasks.open_(connection, visit, [found, *await alike.also(visit, connection, found)])
    await closing.verify(visit.house, only=made)
    return back(PATH, said="task_opened")


ROUTES = (
    Route("GET", f"{PATH}/manquante/{{id}}", Right.LABEL, show),
    Route("POST", f"{PATH}/manquante", Right.LABEL, opened),
)
