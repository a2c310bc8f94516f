"""Lets any Rasa client talk to the assistant, in the shape of Rasa's own REST channel."""

import hashlib
import ipaddress
import json
import uuid
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.house import House
from bot.replies import Message
from bot.store.conversations import Incoming
from bot.turn import Answered, Turn, take
from bot.turn.cleaning import command_of
from channels import rest_calls
from channels.refusals import closed, refusal, retry_after
from web import asked
from web.asked import same, storable

TOKEN_ONLY = frozenset({"/exporter", "/oublier", "/humain"})
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class BadRequest(ValueError):
    """The body is not what the channel reads; `str()` says what is wrong with it."""


def setup(app: web.Application, house: House) -> None:
    """Add `POST /webhooks/rest/webhook` (docs/rest.md)."""

    async def webhook(request: web.Request) -> web.Response:
        token = house.settings.rest_token
        if not _allowed(request, token):
            return refusal(401 if token else 403, "not allowed")
        if request.content_type != "application/json":
            return refusal(415, "the body must be application/json")
        try:
            incoming = await _incoming(request)
        except BadRequest as error:
            return refusal(422, str(error))
        except web.HTTPRequestTimeout:
            return closed(refusal(408, "timeout"))
        if command_of(incoming.text) in TOKEN_ONLY and not token:
            return refusal(403, "this command needs BEFFROI_REST_TOKEN")
        turn = await take(house, incoming)
        status = turn.outcome.status if turn.outcome.comes_back else 200  # what a Rasa client shows is a 200
        kept = isinstance(turn, Answered) and not turn.forgotten
        late = await rest_calls.kept(house, incoming.sender) if kept else []
        said = [*(_answer(incoming.sender, message) for message in late), *answers(incoming.sender, turn)]
        return web.json_response(said, status=status, headers=retry_after(turn))

    app.add_routes([web.post("/webhooks/rest/webhook", webhook)])


def answers(sender: str, turn: Turn) -> list[dict[str, Any]]:
    """Return Rasa's REST answer: one object a message."""
    said = [_answer(sender, message) for message in turn.reply.messages]
    if said and turn.reply.notice:
        said[0].setdefault("custom", {})["notice"] = turn.reply.notice
    return said


def _answer(sender: str, message: Message) -> dict[str, Any]:
    answer: dict[str, Any] = {"recipient_id": sender, "text": message.text}
    if message.buttons:
        answer["buttons"] = [{"title": button.title, "payload": button.id} for button in message.buttons]
    custom = {
        key: value
        for key, value in message.to_dict().items()
        if key in ("sources", "verdict", "case", "file") and value
    }
    return answer | ({"custom": custom} if custom else {})


def _allowed(request: web.Request, token: str) -> bool:
    if token:
        return same(request.headers.get("Authorization", ""), f"Bearer {token}")
    if (
        request.headers.get("Origin")
        or any(map(rest_calls.is_forwarded, request.headers))
        or not _is_local(request.host)
    ):
        return False
    try:
        return ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False


def _is_local(host: str) -> bool:
    """A page of another site may send a browser here under a name of its own (DNS rebinding)."""
    try:
        return urlsplit(f"//{host}").hostname in LOCAL_NAMES
    except ValueError:
        return False


async def _incoming(request: web.Request) -> Incoming:
    await asked.received(request)
    try:
        body = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError) as error:
        raise BadRequest("the body must be JSON") from error
    if not isinstance(body, dict):
        raise BadRequest("the body must be an object")
    sender, text = body.get("sender", "default"), body.get("message")
    if not isinstance(text, str) or not storable(text):
        raise BadRequest("message must be a text")
    if not isinstance(sender, str) or not 0 < len(sender) <= 128 or not storable(sender):
        raise BadRequest("sender must be a text of 1 to 128 characters")
    return Incoming("rest", sender, text, message_id(sender, body.get("message_id")))


def message_id(sender: str, given: object) -> str:
    """Return what names a message among those of all senders: two desks may both call one « 42 »."""
    if given is None:
        return uuid.uuid4().hex
    if not isinstance(given, str) or not 0 < len(given) <= 128 or not storable(given):
        raise BadRequest("message_id must be a text of 1 to 128 characters")
    return hashlib.sha256(f"{len(sender)} {sender} {given}".encode()).hexdigest()
