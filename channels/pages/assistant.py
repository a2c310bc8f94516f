"""The assistant without JavaScript: the same turn, the same choices and verdicts, in plain forms.

The session travels in a signed hidden field: no cookie, nothing before the first message. Each page holds an id, so
that a reload or a second click sends the same message, which the turn answers once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot import desk
from bot.house import House
from bot.outcome import Outcome
from bot.store.conversations import Incoming
from bot.store.database import DatabaseUnavailable
from bot.turn import Answered, Stopped, Turn, take
from channels import history, render, session
from channels.headers import rate_headers
from channels.refusals import retry_after
from channels.wordings import texts
from web import asked

CHANNEL = "page"
LONGEST_FIELD = 8_000


@dataclass(frozen=True)
class Form:
    """What a form of the page sends."""

    token: str
    id: str
    text: str
    button: str | None
    refresh: bool

    @classmethod
    async def read(cls, request: web.Request) -> "Form":
        """Return the form of the page; raises what `asked.form` does."""
        sent = {name: str(value)[:LONGEST_FIELD] for name, value in (await asked.form(request)).items()}
        text = sent.get("say") or sent.get("text", "")
        button = sent.get("button", "")[:32] or None
        return cls(sent.get("session", ""), sent.get("id", ""), text, button, sent.get("do") == "refresh")

    @property
    def message_id(self) -> str:
        """The same page and the same words are the same message."""
        return hashlib.sha256(f"{self.id}\n{self.text}\n{self.button}".encode(errors="replace")).hexdigest()[:32]


def setup(app: web.Application, house: House) -> None:
    """Add /assistant."""

    async def empty(_: web.Request) -> web.Response:
        return _page(house, session.new(house.settings.secret_key))

    async def posted(request: web.Request) -> web.Response:
        form = await Form.read(request)
        sender = session.sender(house.settings.secret_key, form.token)
        if sender is None:
            fresh = session.new(house.settings.secret_key)
            return _page(house, fresh, note=texts("pages")["session_lost"], typed=form.text)
        try:
            return await _answered(house, form, sender)
        except DatabaseUnavailable:
            return _page(house, form.token, note=texts("pages")["store_down"], typed=form.text, status=503)

    app.add_routes([web.get("/assistant", empty), web.post("/assistant", posted)])


async def _answered(house: House, form: Form, sender: str) -> web.Response:
    if form.refresh:
        return await _shown(house, form, sender, None)
    text = form.text.replace("\r\n", "\n").replace("\x00", "")
    incoming = Incoming(CHANNEL, sender, text, f"{sender}-{form.message_id}", form.button)
    return await _shown(house, form, sender, await take(house, incoming))


async def _shown(house: House, form: Form, sender: str, turn: Turn | None) -> web.Response:
    """Show the conversation; a refusal is a note beside the field, with what was typed."""
    if turn is not None and turn.outcome is Outcome.STORE_DOWN:
        return _page(house, form.token, note=_said(turn), typed=form.text, status=503)
    found = await history.open_conversation(house, CHANNEL, sender)
    turns = await history.turns(house, found.id) if found else []
    standing = (await desk.standing(house, found.id)).state if found else desk.ASSISTANT
    apart = isinstance(turn, Stopped) or (isinstance(turn, Answered) and turn.forgotten)
    if turn is None or not apart:
        return _page(house, form.token, turns=turns, standing=_standing(turn, standing))
    status = turn.outcome.status
    typed = "" if status == 200 else form.text  # to be sent again, or made shorter
    response = _page(house, form.token, turns=turns, note=_said(turn), typed=typed, status=status)
    response.headers.update(rate_headers([turn.allowance]) | retry_after(turn))
    return response


def _standing(turn: Turn | None, state: str) -> str | None:
    asked = turn is not None and any(each.do == "contact" for each in turn.reply.messages)
    return desk.FORM if asked else None if state == desk.ASSISTANT else state


def _said(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.reply.messages)


def _page(house: House, token: str, *, status: int = 200, **shown: Any) -> web.Response:
    values = {"turns": [], "note": "", "typed": "", "standing": None} | shown
    who, rest = render.first_message(house, data_url="/donnees", human="/contact")
    return render.page(
        house, "assistant.html", status=status, here="assistant", session=token, id=secrets.token_hex(8),
        who=who, rest=rest, **values,
    )  # fmt: skip
