"""Records a turn: its conversation moves on, the transcript and the outbox are written, the message is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.engine import Connection

from bot.outcome import Outcome
from bot.replies import Message, Reply
from bot.store import topics
from bot.store.conversations import POSITIONS, THIS_MESSAGE, Conversation, Incoming, Overtaken, named
from bot.store.outbox import To, letter, queue
from bot.store.statement import Statement
from bot.store.tables import conversations, inbox, transcripts

_ANSWERED = Statement(update(inbox).where(THIS_MESSAGE), "status", "text")
_MOVE = Statement(
    update(conversations).where(
        conversations.c.id == bindparam("of_id"), conversations.c.version == bindparam("of_version")
    ),
    "version", "memory", "buttons", "failures", "notice_given", "last_at",
)  # fmt: skip
_TRANSCRIBE = Statement(transcripts.insert(), *(set(transcripts.c.keys()) - {"id", "thumb", "thumb_reason"}))


@dataclass(frozen=True)
class Record:
    """What a turn commits, once."""

    incoming: Incoming
    text: str
    conversation: Conversation
    reply: Reply
    outcome: Outcome
    memory: list[dict[str, Any]]
    buttons: Mapping[str, list[str]]
    failures: int
    notice_given: bool
    model_version: str | None
    data_revision: str | None
    at: datetime
    held_by: str | None = None


def record(connection: Connection, turn: Record) -> tuple[Message, ...]:
    """Commit one turn's effects and return its messages with their positions; raises Overtaken."""
    version, messages = turn.conversation.version + 1, numbered(turn)
    moved = {
        "of_id": turn.conversation.id, "of_version": turn.conversation.version, "version": version,
        "memory": turn.memory, "buttons": dict(turn.buttons), "failures": turn.failures,
        "notice_given": turn.notice_given, "last_at": turn.at,
    }  # fmt: skip
    if not _MOVE.run(connection, moved):
        raise Overtaken(turn.conversation.id)
    _TRANSCRIBE.run(connection, transcript(turn, messages))
    queue(connection, *letters(turn, messages))
    _ANSWERED.run(connection, {**named(turn.incoming), "status": "done", "text": ""})
    return messages


def numbered(turn: Record) -> tuple[Message, ...]:
    """Return the messages of a turn with the positions they will have."""
    version = turn.conversation.version + 1
    return tuple(
        Message(**{**message.__dict__, "position": version * POSITIONS + rank})
        for rank, message in enumerate(turn.reply.messages[:POSITIONS])
    )


def transcript(turn: Record, messages: tuple[Message, ...]) -> dict[str, Any]:
    """Return the row that keeps a turn."""
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
        "records": list(dict.fromkeys(message.record for message in messages if message.record)),
        "chosen": turn.reply.chosen,
    }


def letters(turn: Record, messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    """Return the rows of the replies to carry."""
    to = To(turn.conversation.id, turn.incoming.channel, turn.incoming.sender, turn.incoming.external_id)
    topic = topics.of(turn.buttons)
    return [
        letter(to, topics.addressed(each.to_dict(), topic), position=int(each.position or 0), at=turn.at)
        for each in messages
    ]
