"""What the chat frame asks: send a message, read the conversation again, rate an answer, keep a copy."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot import desk
from bot.desk import Standing
from bot.house import House
from bot.keeping import copies
from bot.store.conversations import Incoming
from bot.store.database import DatabaseUnavailable
from bot.turn import LONGEST, Answered, take
from channels import bodies, history, session
from channels.bodies import BadBody
from channels.refusals import refusal
from channels.web.answered import answer, expired, headers, place, seconds_left
from web.typography import plain

log = logging.getLogger(__name__)
CHANNEL = "web"
HEADER = "X-Beffroi-Session"
MOST_POSITION = 2**31 - 1
Handler = Callable[[web.Request, House, str], Awaitable[web.Response]]


def setup(app: web.Application, house: House) -> None:
    """Add the routes of the conversation on the site."""

    async def opened(_: web.Request) -> web.Response:
        return web.json_response({"session": session.new(house.settings.secret_key)})

    app.add_routes(
        [
            web.post("/w/session", opened),
            web.post("/w/messages", known(house, send)),
            web.get("/w/conversation", known(house, conversation)),
            web.post("/w/thumbs", known(house, thumbs)),
            web.get("/w/transcript", known(house, transcript)),
            web.post("/w/typing", known(house, typing)),
        ]
    )


def known(house: House, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Give the handler the sender of a session this program made; answer what can be foreseen to go wrong."""

    async def handle(request: web.Request) -> web.Response:
        sender = session.sender(house.settings.secret_key, request.headers.get(HEADER))
        if sender is None:
            return refusal(401, "session")
        try:
            return await handler(request, house, sender)
        except BadBody as error:
            return refusal(422, str(error))
        except DatabaseUnavailable as error:
            log.error("database unavailable: %s", error)
            return refusal(503, "store_down")

    return handle


async def send(request: web.Request, house: House, sender: str) -> web.Response:
    """`{"id", "text"}` or `{"id", "button"}` → `{"messages", "standing", "expires_in", "forgotten", "conversation", "version"}`."""
    body = await bodies.read(request)
    message_id = bodies.text(body, "id", longest=64)
    said = bodies.text(body, "text", longest=8 * LONGEST, required=False) or ""
    button = bodies.text(body, "button", longest=32, required=False) or None
    turn = await take(house, Incoming(CHANNEL, sender, said, f"{sender}-{message_id}", button))
    if isinstance(turn, Answered):
        await house.signals.publish("conversation", id=turn.conversation.id)  # another tab of the same person
    return web.json_response(await answer(house, turn), status=turn.outcome.status, headers=headers(turn))


async def conversation(request: web.Request, house: House, sender: str) -> web.Response:
    """Return the open conversation of the tab, so that a reload shows it again."""
    found = await history.open_conversation(house, CHANNEL, sender)
    if found is None or expired(house, found.last_at):
        return web.json_response({"turns": [], "standing": Standing(desk.ASSISTANT).to_dict(), "expires_in": None})
    turns = await history.turns(house, found.id)
    for turn in turns:
        turn["id"] = turn["id"].removeprefix(f"{sender}-")
    standing = await desk.standing(house, found.id)
    told = {"turns": turns, "standing": standing.to_dict(), "expires_in": seconds_left(house, found.last_at)}
    return web.json_response(told | place(found))


async def thumbs(request: web.Request, house: House, sender: str) -> web.Response:
    """`{"position", "thumb": 1 or -1, "reason"?}`"""
    body = await bodies.read(request)
    position = bodies.whole(body, "position", least=0, most=MOST_POSITION)
    thumb = bodies.whole(body, "thumb", least=-1, most=1)
    reason = bodies.text(body, "reason", longest=2 * history.LONGEST_REASON, required=False)
    if not await history.set_thumb(house, sender, position, thumb=thumb, reason=reason):
        return refusal(404, "position")
    return web.json_response({"thumb": thumb})


async def typing(_: web.Request, house: House, sender: str) -> web.Response:
    """Tell the agent who holds the conversation that the person writes; nothing is kept, and nothing of what is written."""
    found = await history.open_conversation(house, CHANNEL, sender)
    if found is not None and found.held_by is not None:
        await house.signals.publish("typing", id=found.id, who="person")
    return web.Response(status=204)


async def transcript(request: web.Request, house: House, sender: str) -> web.Response:
    """Return the conversation as a text file."""
    file = copies.as_text_file(await copies.export(house, CHANNEL, sender), house.wordings, typeset=plain)
    disposition = {"Content-Disposition": f'attachment; filename="{file["name"]}"', "Cache-Control": "no-store"}
    return web.Response(text=file["content"], content_type="text/plain", headers=disposition)
