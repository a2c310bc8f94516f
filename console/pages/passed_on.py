"""What agents leave one another on a conversation: notes, and whom it is given to."""

from aiohttp import web

from bot import desk
from bot.desk import NoSuchConversation, notes
from console import colleagues
from console.pages.held import ONE, PATH
from console.roles import Right
from console.visit import Route, Visit, back


async def noted_down(visit: Visit) -> web.Response:
    """Keep a note for colleagues on a conversation, or take one's own away."""
    number, gone = visit.part(), visit.form.get("remove")
    if gone:
        kept = await notes.remove(visit.house, visit.number("remove"), visit.operator.name)
    else:
        kept = await notes.add(visit.house, number, visit.operator.name, visit.text("text", longest=notes.LONGEST))
    if kept:
        await visit.note("conversation.note.drop" if gone else "conversation.note", number)
    return back(f"{PATH}/{number}", said="saved" if kept else "note_empty")


async def give(visit: Visit) -> web.Response:
    """Give the conversation to a colleague or a service, with a word for them if there is one."""
    number, to = visit.part(), colleagues.read(visit.text("to", longest=80))
    async with visit.house.database.read() as connection:
        known = to is not None and await colleagues.knows(connection, to)
    if to is None or not known:
        return back(f"{PATH}/{number}", said="no_assignee")
    try:
        await desk.give(visit.house, number, visit.operator.name, to)
    except NoSuchConversation:
        return back(PATH, said="conversation_closed")
    await notes.add(visit.house, number, visit.operator.name, visit.text("note", longest=notes.LONGEST))
    await visit.note("conversation.give", f"{number} {to.operator or to.service}")
    return back(f"{PATH}/{number}", said="given")


ROUTES = (
    Route("POST", f"{ONE}/note", Right.ANSWER, noted_down),
    Route("POST", f"{ONE}/confier", Right.ANSWER, give),
)
