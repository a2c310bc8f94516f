"""What the chat frame asks: send a message, read the conversation again, rate an answer, keep a copy."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot import desk
from bot.desk import Standing
from bot.house import House
from bot.keeping import rights
from bot.outcome import Outcome
from bot.store.conversations import Incoming
from bot.store.database import DatabaseUnavailable
from bot.turn import LONGEST, Answered, Stopped, Turn, take
from channels import bodies, history, session
from channels.bodies import BadBody
from channels.security import rate_headers, refusal

log = logging.getLogger(__name__)
CHANNEL = "web"
HEADER = "X-Beffroi-Session"
BUSY_SECONDS, STORE_SECONDS = 2, 10
MOST_POSITION = 2**31 - 1
Handler = Callable[[web.Request, House, str], Awaitable[web.Response]]


def setup(app: web.Application, house: House) -> None:
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
            return refusal(503, "store_down", {"Retry-After": str(STORE_SECONDS)})

    return handle


async def send(request: web.Request, house: House, sender: str) -> web.Response:
    """`{"id", "text"}` or `{"id", "button"}` → `{"messages", "standing", "expires_in", "forgotten"}`."""
    body = await bodies.read(request)
    message_id = bodies.text(body, "id", longest=64)
    said = bodies.text(body, "text", longest=8 * LONGEST, required=False) or ""
    button = bodies.text(body, "button", longest=32, required=False) or None
    turn = await take(house, Incoming(CHANNEL, sender, said, f"{sender}-{message_id}", button))
    if isinstance(turn, Answered):
        await house.signals.publish("conversation", id=turn.conversation.id)  # another tab of the same person
    return web.json_response(await _answer(house, turn), status=turn.outcome.status, headers=_headers(turn))


async def conversation(request: web.Request, house: House, sender: str) -> web.Response:
    """Return the open conversation of the tab, so that a reload shows it again."""
    found = await history.open_conversation(house, CHANNEL, sender)
    if found is None or _expired(house, found.last_at):
        return web.json_response({"turns": [], "standing": Standing(desk.ASSISTANT).to_dict(), "expires_in": None})
    turns = await history.turns(house, found.id)
    for turn in turns:
        turn["id"] = turn["id"].removeprefix(f"{sender}-")
    standing = await desk.standing(house, found.id)
    return web.json_response(
        {"turns": turns, "standing": standing.to_dict(), "expires_in": _seconds_left(house, found.last_at)}
    )


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
    file = rights.as_text_file(await rights.export(house, CHANNEL, sender), house.wordings)
    disposition = {"Content-Disposition": f'attachment; filename="{file["name"]}"', "Cache-Control": "no-store"}
    return web.Response(text=file["content"], content_type="text/plain", headers=disposition)


async def _answer(house: House, turn: Turn) -> dict[str, Any]:
    danger = {"danger": True} if turn.outcome is Outcome.DISTRESS else {}
    messages = [message.to_dict() | {"author": "assistant"} | danger for message in turn.reply.messages]
    conversation = None if isinstance(turn, Stopped) else turn.conversation
    forgotten = isinstance(turn, Answered) and turn.forgotten
    standing = (
        await desk.standing(house, conversation.id) if conversation and not forgotten else Standing(desk.ASSISTANT)
    )
    if any(message.do == "contact" for message in turn.reply.messages):
        standing = Standing(desk.FORM)
    expires = _seconds_left(house, house.clock()) if conversation else None
    left = turn.outcome is Outcome.CONTACT_LEFT
    answer = {"messages": messages, "standing": standing.to_dict(), "expires_in": expires, "forgotten": forgotten}
    if turn.outcome.refuses_data:
        answer["refused"] = True
    return answer | ({"left": True} if left else {}) | ({"you": turn.text} if turn.kinds else {})


def _headers(turn: Turn) -> dict[str, str]:
    headers = rate_headers([turn.allowance])
    wait = {Outcome.BUSY: BUSY_SECONDS, Outcome.STORE_DOWN: STORE_SECONDS}.get(turn.outcome)
    if turn.outcome is Outcome.TOO_MANY and turn.allowance:
        wait = turn.allowance.reset
    return headers | ({"Retry-After": str(wait)} if wait else {})


def _seconds_left(house: House, last: datetime) -> int:
    closes = last + timedelta(hours=house.settings.retention.session_hours)
    return int((closes - house.clock()).total_seconds())


def _expired(house: House, last: datetime) -> bool:
    return _seconds_left(house, last) < 0
