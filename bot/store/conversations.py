"""Keeps conversations: what came in, what is remembered, and what was answered."""

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, and_, bindparam, delete, select, text, update
from sqlalchemy.engine import Connection, Row

from bot.replies import Message
from bot.store.statement import Query, Statement
from bot.store.tables import conversations, inbox, outbox, transcripts
from bot.store.types import UtcDateTime

BUTTON_ID = re.compile(r"[0-9a-f]{18}")
POSITIONS = 100
"""Messages a turn may hold: a message's position is version × POSITIONS + rank, so it only grows."""


_FIND = Query(
    select(conversations).where(
        conversations.c.channel == bindparam("of_channel"),
        conversations.c.sender == bindparam("of_sender"),
        conversations.c.closed_at.is_(None),
    )
)
_CLOSE = update(conversations).where(conversations.c.id == bindparam("of_id")).values(closed_at=bindparam("at"))
_RECEIVE = Statement(
    text(
        "INSERT INTO inbox (channel, external_id, sender, conversation_id, text, button, kinds, status, received_at)"
        " VALUES (:channel, :external_id, :sender, :conversation_id, :text, :button, :kinds, :status, :received_at)"
        " ON CONFLICT DO NOTHING"
    ).bindparams(bindparam("kinds", type_=JSON), bindparam("received_at", type_=UtcDateTime))
)
THIS_MESSAGE = and_(inbox.c.channel == bindparam("of_channel"), inbox.c.external_id == bindparam("of_message"))
_STATUS = select(inbox.c.status).where(THIS_MESSAGE)
_OLDEST = Query(
    select(inbox)
    .where(inbox.c.conversation_id == bindparam("of_conversation"), inbox.c.status == bindparam("of_status"))
    .order_by(inbox.c.received_at)
)
_REPLIES = (
    select(outbox.c.body)
    .where(outbox.c.channel == bindparam("of_channel"), outbox.c.external_id == bindparam("of_message"))
    .order_by(outbox.c.position)
)


class Overtaken(RuntimeError):
    """The conversation moved on since it was read; the turn is computed again."""


@dataclass(frozen=True)
class Incoming:
    """What a channel hands to the turn. `button` is the id of the pressed button, `external_id` the channel's own.

    `topic` is the thread of the chat it was written in, empty in none; None where the channel does not say (bot/store/topics.py).
    """

    channel: str
    sender: str
    text: str
    external_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    button: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class Conversation:
    """One conversation as its row says it."""

    id: str
    channel: str
    sender: str
    version: int
    memory: list[dict[str, Any]]
    buttons: Mapping[str, list[str]]
    failures: int
    notice_given: bool
    held_by: str | None
    started_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What `receive` found: a new message, one received before a crash, or one already answered."""

    conversation: Conversation
    done: bool
    older: Incoming | None = None
    """The oldest message of this conversation that a crash left without an answer, before this one."""


def button_id(conversation: str, payload: str) -> str:
    """Return the opaque id of a button in one conversation; the same choice keeps its id."""
    return hashlib.blake2b(f"{conversation}\n{payload}".encode(), digest_size=9).hexdigest()


def find(connection: Connection, channel: str, sender: str) -> Conversation | None:
    """Return the open conversation of a person on a channel."""
    row = _FIND.first(connection, {"of_channel": channel, "of_sender": sender})
    return _conversation(row) if row else None


def find_or_open(connection: Connection, channel: str, sender: str, *, now: datetime, idle: timedelta) -> Conversation:
    """Return the open conversation; one idle for longer than `idle` is closed and another opened."""
    found = find(connection, channel, sender)
    if found and now - found.last_at <= idle:
        return found
    if found:
        connection.execute(_CLOSE, {"of_id": found.id, "at": now})
    opened = Conversation(uuid.uuid4().hex, channel, sender, 0, [], {}, 0, False, None, now, now)
    row = {
        "id": opened.id, "channel": channel, "sender": sender, "version": 0, "memory": [], "buttons": {},
        "failures": 0, "notice_given": False, "started_at": now, "last_at": now,
    }  # fmt: skip
    connection.execute(conversations.insert(), row)
    return opened


def receive(
    connection: Connection, incoming: Incoming, text: str, kinds: Sequence[str], *, now: datetime, idle: timedelta
) -> Receipt:
    """Write the masked message in the inbox, unless its channel id is known; nothing raw is stored."""
    conversation = find_or_open(connection, incoming.channel, incoming.sender, now=now, idle=idle)
    row = {
        "channel": incoming.channel, "external_id": incoming.external_id, "sender": incoming.sender,
        "conversation_id": conversation.id, "text": text, "button": storable(incoming.button), "kinds": list(kinds),
        "status": "received", "received_at": now,
    }  # fmt: skip
    if not _RECEIVE.run(connection, row) and _status(connection, incoming) == "done":
        return Receipt(conversation, done=True)
    return Receipt(conversation, done=False, older=_older(connection, conversation, incoming))


def replies_to(connection: Connection, incoming: Incoming) -> tuple[Message, ...]:
    """Return what was answered to a message already handled, in order."""
    return tuple(Message.from_dict(body) for (body,) in connection.execute(_REPLIES, named(incoming)))


def waiting(connection: Connection, channels: Sequence[str] | None = None) -> list[Incoming]:
    """Return the messages received and never answered, oldest first (after a crash)."""
    query = select(inbox).where(inbox.c.status == "received").order_by(inbox.c.received_at)
    rows = connection.execute(query if channels is None else query.where(inbox.c.channel.in_(channels)))
    return [_incoming(row) for row in rows]


def waits(connection: Connection, incoming: Incoming) -> bool:
    """Tell whether a message was received and not answered; one whose person erased everything does not."""
    return _status(connection, incoming) == "received"


def forget(connection: Connection, channel: str, sender: str) -> None:
    """Delete the conversations of a sender without a receipt (batch questions of the command line)."""
    mine = select(conversations.c.id).where(conversations.c.channel == channel, conversations.c.sender == sender)
    for table in (inbox, transcripts, outbox):
        connection.execute(delete(table).where(table.c.conversation_id.in_(mine)))
    connection.execute(
        delete(conversations).where(and_(conversations.c.channel == channel, conversations.c.sender == sender))
    )


def _older(connection: Connection, conversation: Conversation, incoming: Incoming) -> Incoming | None:
    row = _OLDEST.first(connection, {"of_conversation": conversation.id, "of_status": "received"})
    return None if row is None or row.external_id == incoming.external_id else _incoming(row)


def _incoming(row: Row) -> Incoming:
    return Incoming(row.channel, row.sender, row.text, row.external_id, row.button)


def storable(button: str | None) -> str | None:
    """Return the id of a button; what is none may hold anything, and is not kept."""
    return button if button is None or BUTTON_ID.fullmatch(button) else "gone"


def _status(connection: Connection, incoming: Incoming) -> str | None:
    return connection.execute(_STATUS, named(incoming)).scalar()  # type: ignore[no-any-return]


def named(incoming: Incoming) -> dict[str, str]:
    """Return the values of `THIS_MESSAGE` for one message."""
    return {"of_channel": incoming.channel, "of_message": incoming.external_id}


def _conversation(row: Row) -> Conversation:
    return Conversation(
        row.id, row.channel, row.sender, row.version, row.memory, row.buttons, row.failures, row.notice_given,
        row.held_by, row.started_at, row.last_at,
    )  # fmt: skip
