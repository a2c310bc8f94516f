"""What an agent does for a person: be there, take a conversation, write in it, give it back."""

import json

from aiohttp import web

from bot import desk
from bot.desk import NoSuchConversation
from bot.store import audit
from console import streams, talks
from console.roles import Right
from console.visit import ROOT, Route, Visit, back
from learning.inbox import brought_back

PATH = "/conversations"
ONE = f"{PATH}/{{id}}"


async def calls(visit: Visit) -> web.StreamResponse:
    """Ring when somebody asks for a person, or leaves a request."""

    async def said() -> str:
        waiting = await desk.waiting(visit.house)
        return json.dumps({"waiting": [row.conversation_id for row in waiting]})

    return await streams.follow(visit, ("desk", "conversation", "contact"), said)


async def take(visit: Visit) -> web.Response:
    """Take a conversation over from the assistant."""
    number = visit.part()
    try:
        taken = await desk.take_over(visit.house, number, visit.operator.name)
    except NoSuchConversation:
        return back(PATH, said="conversation_closed")
    await visit.note("conversation.take", number)
    return back(f"{PATH}/{number}", said="taken" if taken else "taken_by_another")


async def say(visit: Visit) -> web.Response:
    """Say something in a conversation that is held."""
    number, text = visit.part(), visit.text("text", longest=2_000)
    if text:
        try:
            await desk.say(visit.house, number, visit.operator.name, text)
        except NoSuchConversation:
            return back(f"{PATH}/{number}", said="not_yours")
        await visit.note("conversation.say", number)
    if visit.request.headers.get("Accept") == "application/json":
        return web.json_response({"ok": True})
    return back(f"{PATH}/{number}")


async def writes(visit: Visit) -> web.Response:
    """Let the person know that the agent who holds the conversation writes; nothing is kept."""
    number = visit.part()
    async with visit.house.database.read() as connection:
        row = await talks.find(connection, number)
    if row is not None and row.held_by == visit.operator.name:
        await visit.house.signals.publish("typing", id=number, who="agent")
    return web.Response(status=204)


async def release(visit: Visit) -> web.Response:
    """Give the conversation back; the message that failed comes back to the inbox with what the person said."""
    number = visit.part()
    async with visit.house.database.read() as connection:
        row = await talks.find(connection, number)
    if row is None:
        raise web.HTTPNotFound
    try:
        await desk.release(visit.house, number, visit.operator.name)
    except NoSuchConversation:
        return back(PATH, said="conversation_closed")
    trained = row.channel != "telegram" or visit.house.settings.telegram_training
    async with visit.house.database.write() as connection:
        if row.held_at is not None and trained:
            await brought_back.after_takeover(connection, number, held_at=row.held_at)
        await audit.note(connection, visit.act(), "conversation.release", number)
    return back(f"{PATH}/{number}", said="released")


async def presence(visit: Visit) -> web.Response:
    """Say that the operator is there to answer, or no longer."""
    on = visit.text("available") == "1"
    await desk.set_presence(visit.house, visit.operator.name, available=on)
    await visit.note("desk.presence", int(on))
    return back(_came_from(visit), said="present" if on else "absent")


def _came_from(visit: Visit) -> str:
    """Return the page whose sidebar was used; one of ours in any case, for `back` begins every address."""
    path = visit.text("from", longest=200).removeprefix(ROOT)
    return path if path.startswith("/") and not path.startswith("//") else PATH


ROUTES = (
    Route("POST", f"{PATH}/presence", Right.ANSWER, presence),
    Route("GET", f"{PATH}/appels", Right.ANSWER, calls),
    Route("POST", f"{ONE}/prendre", Right.ANSWER, take),
    Route("POST", f"{ONE}/dire", Right.ANSWER, say),
    Route("POST", f"{ONE}/ecrit", Right.ANSWER, writes),
    Route("POST", f"{ONE}/rendre", Right.ANSWER, release),
)
