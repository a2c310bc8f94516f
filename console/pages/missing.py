"""Answers that are missing: what nobody covers, who writes each answer and for when, and whether it is answered now."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from console import answer_tasks, background, deciding
from console.deciding import Decision
from console.roles import Right
from console.visit import Route, Visit, back
from learning.gaps import closing, meaning, uncovered
from learning.gaps.uncovered import Gap, Message
from learning.inbox import candidates, tasks
from learning.inbox.candidates import REJECTED
from learning.sentences import current
from learning.sentences.files import Example
from learning.sentences.texts import doubtful
from web import asked

PATH = "/reponses-manquantes"
LARGEST = 64_000
"""Bytes of a form: a group's messages and a draft."""
preparing = asyncio.Lock()


async def show(visit: Visit) -> web.Response:
    """Show what nobody covers, the answers that are missing with who sees to each, and those that no longer are."""
    async with visit.house.database.read() as connection:
        waiting = await uncovered.waiting(connection)
        open_tasks = await tasks.listed(connection)
        done = await tasks.listed(connection, states=[tasks.DONE], count=20)
        questions = await tasks.questions(connection, [each.id for each in open_tasks])
        people = await answer_tasks.people(connection)
    gaps, ready = await _gaps(visit, waiting)
    return visit.page(
        "tasks.html", gaps=gaps, ready=ready, tasks=open_tasks, questions=questions, done=done, people=people, states=tasks.STATES,
        today=visit.now.date(), doubts={each.text for gap in gaps for each in gap.messages if doubtful(each.text)},
    )  # fmt: skip


async def _gaps(visit: Visit, waiting: Sequence[Message]) -> tuple[Sequence[Gap], bool]:
    """Return the groups, for who may act on them, and whether they could be found: the first page only asks for it."""
    known = current.base()
    if not visit.may(Right.LABEL) or len(waiting) < uncovered.LEAST:
        return [], True
    if meaning.is_ready(known):
        return await uncovered.gaps(waiting, known), True
    if not preparing.locked():
        background.start(visit.request.app, _prepare(known))
    return [], False


async def _prepare(known: tuple[Example, ...]) -> None:
    async with preparing:
        await asyncio.to_thread(meaning.ready, known)


async def opened(visit: Visit) -> web.Response:
    """Make a task of messages that ask the same, or put them aside."""
    async with visit.house.database.write() as connection:
        found = await candidates.these(connection, visit.numbers("candidate"))
        if not found:
            return back(PATH, said="message_gone")
        if Decision.read(visit).aside == REJECTED:
            await deciding.set_aside(connection, visit, [each.id for each in found], REJECTED)
            return back(PATH, said="said_rejected", n=len(found))
        made = await answer_tasks.open_(connection, visit, found, draft=visit.text("draft"))
    await closing.verify(visit.house, only=made)
    return back(PATH, said="task_opened")


async def changed(visit: Visit) -> web.Response:
    """Change who sees to a missing answer, until when, where it stands, and its draft."""
    async with visit.house.database.write() as connection:
        try:
            await tasks.change(
                connection, visit.number(), visit.act(), state=visit.text("state"), owner=visit.text("owner"),
                due=asked.day(visit.text("due")), draft=visit.text("draft") if "draft" in visit.form else None,
            )  # fmt: skip
        except ValueError:
            return back(PATH, said="bad_value")
    return back(PATH, said="saved")


async def replayed(visit: Visit) -> web.Response:
    """Ask the questions of a task again, now; it is closed if they are answered."""
    number = visit.number()
    async with visit.house.database.read() as connection:
        if await tasks.one(connection, number) is None:
            raise web.HTTPNotFound
    closed = await closing.verify(visit.house, only=number)
    return back(PATH, said="task_mended" if closed else "task_not_mended")


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("POST", f"{PATH}/ouvrir", Right.LABEL, opened, largest=LARGEST),
    Route("POST", f"{PATH}/{{id}}", Right.LABEL, changed, largest=LARGEST),
    Route("POST", f"{PATH}/{{id}}/rejouer", Right.LABEL, replayed),
)
