"""What people begin to speak of: the subjects that emerge, and the messages of one."""

import asyncio

from aiohttp import web

from console import deciding, proposals
from console.deciding import Decision
from console.roles import Right
from console.visit import Route, Visit, back
from learning.inbox import candidates, emerging
from learning.inbox.candidates import REJECTED
from learning.sentences import current, intents
from learning.sentences.texts import doubtful

PATH, ONE = "/sujets", "/sujets/lot"
LONGEST_WORD = 60


async def show(visit: Visit) -> web.Response:
    """Show the subjects that emerge from what was not understood."""
    async with visit.house.database.read() as connection:
        heard = await emerging.heard(connection)
    found = await asyncio.to_thread(emerging.subjects, heard, current.base())
    return visit.page("subjects.html", found=found)


async def one(visit: Visit) -> web.Response:
    """Show the messages of one subject, to label, put aside or make a topic of."""
    word = visit.query.get("mot", "")[:LONGEST_WORD]
    async with visit.house.database.read() as connection:
        messages = emerging.about(word, await emerging.heard(connection))
        added = await proposals.accepted_intents(connection)
    if not messages:
        return back(PATH, said="message_gone")
    doubts = {each.id for each in messages if doubtful(each.text)}
    return visit.page("subject.html", word=word, messages=messages, doubts=doubts, topics=intents.by_topic(added))


async def decide(visit: Visit) -> web.Response:
    """Label the ticked messages with one intent, or put them aside."""
    decision, ticked = Decision.read(visit), visit.numbers("candidate")
    async with visit.house.database.write() as connection:
        if decision.aside == REJECTED:
            await deciding.set_aside(connection, visit, ticked, REJECTED)
            return back(PATH, said=f"said_{REJECTED}")
        if not ticked or decision.intent not in await proposals.choosable(connection):
            return back(ONE, said="no_intent", mot=visit.text("word", longest=LONGEST_WORD))
        chosen = await candidates.these(connection, ticked)
        await deciding.label(connection, visit, chosen, decision.intent, impersonal=decision.impersonal)
    return back(PATH, said="labelled" if decision.impersonal else "labelled_draft")


ROUTES = (
    Route("GET", PATH, Right.LABEL, show),
    Route("GET", ONE, Right.LABEL, one),
    Route("POST", ONE, Right.LABEL, decide),
)
