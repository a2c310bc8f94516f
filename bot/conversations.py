"""Keeps conversations: what came in, what is remembered, what was answered, and what is left to deliver."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.replies import Message, Reply
from bot.store.tables import conversations, inbox, outbox, transcripts

POSITIONS = 100
"""Messages a turn may hold: a message's position is version × POSITIONS + rank, so it only grows."""


class Overtaken(RuntimeError):
    """The conversation moved on since it was read; the turn is computed again."""


@dataclass(frozen=True)
class Incoming:
    """What a channel hands to the turn. `button` is the id of the pressed button, `external_id` the channel's own."""

    channel: str
    sender: str
    text: str
    external_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    button: str | None = None


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


@dataclass(frozen=True)
class Record:
    """What a turn commits, once."""

    incoming: Incoming
    text: str
    conversation: Conversation
    reply: Reply
    outcome: str
    memory: list[dict[str, Any]]
    buttons: Mapping[str, list[str]]
    failures: int
    notice_given: bool
    model_version: str | None
    data_revision: str | None
    pushed: bool
    at: datetime
    held_by: str | None = None


def button_id(conversation: str, payload: str) -> str:
    """Return the opaque id of a button in one conversation; the same choice keeps its id."""
    return hashlib.blake2b(f"{conversation}\n{payload}".encode(), digest_size=9).hexdigest()


async def find(connection: AsyncConnection, channel: str, sender: str) -> Conversation | None:
    """Return the open conversation of a person on a channel."""
    row = (
        await connection.execute(
            select(conversations).where(
                conversations.c.channel == channel,
                conversations.c.sender == sender,
                conversations.c.closed_at.is_(None),
            )
        )
    ).first()
    return _conversation(row) if row else None


async def find_or_open(
    connection: AsyncConnection, channel: str, sender: str, *, now: datetime, idle: timedelta
) -> Conversation:
    """Return the open conversation; one idle for longer than `idle` is closed and another opened."""
    found = await find(connection, channel, sender)
    if found and now - found.last_at <= idle:
        return found
    if found:
        await connection.execute(update(conversations).where(conversations.c.id == found.id).values(closed_at=now))
    opened = Conversation(uuid.uuid4().hex, channel, sender, 0, [], {}, 0, False, None, now, now)
    await connection.execute(
        conversations.insert().values(
            id=opened.id, channel=channel, sender=sender, version=0, memory=[], buttons={}, failures=0,
            notice_given=False, started_at=now, last_at=now,
        )
    )  # fmt: skip
    return opened


async def receive(
    connection: AsyncConnection, incoming: Incoming, text: str, kinds: Sequence[str], *, now: datetime, idle: timedelta
) -> Receipt:
    """Write the masked message in the inbox, unless its channel id is known; nothing raw is stored."""
    conversation = await find_or_open(connection, incoming.channel, incoming.sender, now=now, idle=idle)
    insert = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    written = await connection.execute(
        insert(inbox)
        .values(
            channel=incoming.channel, external_id=incoming.external_id, sender=incoming.sender,
            conversation_id=conversation.id, text=text, button=incoming.button, kinds=list(kinds),
            status="received", received_at=now,
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    if written.rowcount:
        return Receipt(conversation, done=False)
    known = (await connection.execute(select(inbox.c.status).where(_same(incoming)))).scalar()
    return Receipt(conversation, done=known == "done")


async def record(connection: AsyncConnection, turn: Record) -> tuple[Message, ...]:
    """Commit one turn's effects and return its messages with their positions; raises Overtaken."""
    version = turn.conversation.version + 1
    messages = tuple(
        Message(**{**message.__dict__, "position": version * POSITIONS + rank})
        for rank, message in enumerate(turn.reply.messages[:POSITIONS])
    )
    moved = await connection.execute(
        update(conversations)
        .where(conversations.c.id == turn.conversation.id, conversations.c.version == turn.conversation.version)
        .values(
            version=version, memory=turn.memory, buttons=dict(turn.buttons), failures=turn.failures,
            notice_given=turn.notice_given, last_at=turn.at,
        )
    )  # fmt: skip
    if not moved.rowcount:
        raise Overtaken(turn.conversation.id)
    await connection.execute(transcripts.insert().values(**_transcript(turn, messages)))
    if messages:
        await connection.execute(outbox.insert(), [_outgoing(turn, message) for message in messages])
    await connection.execute(update(inbox).where(_same(turn.incoming)).values(status="done", text=""))
    return messages


async def replies_to(connection: AsyncConnection, incoming: Incoming) -> tuple[Message, ...]:
    """Return what was answered to a message already handled, in order."""
    rows = await connection.execute(
        select(outbox.c.body)
        .where(outbox.c.channel == incoming.channel, outbox.c.external_id == incoming.external_id)
        .order_by(outbox.c.position)
    )
    return tuple(Message.from_dict(body) for (body,) in rows)


async def waiting(connection: AsyncConnection, channels: Sequence[str] | None = None) -> list[Incoming]:
    """Return the messages received and never answered, oldest first (after a crash)."""
    query = select(inbox).where(inbox.c.status == "received").order_by(inbox.c.received_at)
    rows = await connection.execute(query if channels is None else query.where(inbox.c.channel.in_(channels)))
    return [Incoming(row.channel, row.sender, row.text, row.external_id, row.button) for row in rows]


async def forget(connection: AsyncConnection, channel: str, sender: str) -> None:
    """Delete the conversations of a sender without a receipt (batch questions of the command line)."""
    mine = select(conversations.c.id).where(conversations.c.channel == channel, conversations.c.sender == sender)
    for table in (inbox, transcripts, outbox):
        await connection.execute(delete(table).where(table.c.conversation_id.in_(mine)))
    await connection.execute(
        delete(conversations).where(and_(conversations.c.channel == channel, conversations.c.sender == sender))
    )


def _same(incoming: Incoming) -> Any:
    return and_(inbox.c.channel == incoming.channel, inbox.c.external_id == incoming.external_id)


def _transcript(turn: Record, messages: tuple[Message, ...]) -> dict[str, Any]:
    understood = turn.reply.understanding
    return {
        "conversation_id": turn.conversation.id,
        "channel": turn.incoming.channel,
        "external_id": turn.incoming.external_id,
        "at": turn.at,
        "text": turn.text,
        "pressed": turn.incoming.button is not None,
        "outcome": turn.outcome,
        "intent": understood.name,
        "confidence": understood.confidence,
        "ambiguous": understood.ambiguous,
        "ranking": [list(each) for each in understood.ranking[:5]],
        "entities": [dict(entity) for entity in turn.reply.to_dict()["entities"]],
        "reply": [message.to_dict() for message in messages],
        "model_version": turn.model_version,
        "data_revision": turn.data_revision,
    }


def _outgoing(turn: Record, message: Message) -> dict[str, Any]:
    return {
        "conversation_id": turn.conversation.id,
        "position": message.position,
        "channel": turn.incoming.channel,
        "sender": turn.incoming.sender,
        "external_id": turn.incoming.external_id,
        "body": message.to_dict(),
        "status": "pending" if turn.pushed else "sent",
        "not_before": turn.at,
        "created_at": turn.at,
        "delivered_at": None if turn.pushed else turn.at,
    }


def _conversation(row: Row) -> Conversation:
    return Conversation(
        row.id, row.channel, row.sender, row.version, row.memory, row.buttons, row.failures, row.notice_given,
        row.held_by, row.started_at, row.last_at,
    )  # fmt: skip
