"""Writes, in a conversation, a message that nobody asked for, and wakes whoever shows or carries it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Message
from bot.store import topics
from bot.store.conversations import POSITIONS, button_id
from bot.store.outbox import PUSHED, To, letter, queue
from bot.store.tables import conversations, transcripts

QUEUE = 50
ANSWERED_ONLY = frozenset({"rest"})
"""Channels that only answer: what an operator says there waits, `kept`, for the person's next message."""
KEPT = "kept"


class NoSuchConversation(LookupError):
    """The conversation is closed, erased, or was never there."""


async def place(house: House, conversation_id: str) -> str:
    """Return the key by which the turn orders the messages of this conversation."""
    async with house.database.read() as connection:
        row = await open_row(connection, conversation_id)
    return f"{row.channel}:{row.sender}"


def alone(house: House, place: str) -> Any:
    """Wait for the turn of this conversation's messages."""
    return house.ordering.hold(place, queue=QUEUE)


async def open_row(connection: AsyncConnection, conversation_id: str) -> Row:
    """Return the row of an open conversation. Raises NoSuchConversation."""
    mine = select(conversations).where(conversations.c.id == conversation_id, conversations.c.closed_at.is_(None))
    row = (await connection.execute(mine)).first()
    if row is None:
        raise NoSuchConversation(conversation_id)
    return row


async def add(connection: AsyncConnection, house: House, row: Row, message: Message, *, author: str) -> Message:
    """Append one message nobody asked for to the outbox and the transcript; the memory does not change."""
    now, version = house.clock(), row.version + 1
    buttons = tuple(replace(each, id=button_id(row.id, each.payload)) for each in message.buttons)
    said = replace(message, buttons=buttons, position=version * POSITIONS)
    offered = {**row.buttons, **{each.id: [each.payload, each.title] for each in buttons}}
    mine = update(conversations).where(conversations.c.id == row.id)
    await connection.execute(mine.values(version=version, last_at=now, buttons=offered))
    status = KEPT if row.channel in ANSWERED_ONLY else None
    external_id = f"desk-{row.id}-{version}"
    to = To(row.id, row.channel, row.sender, external_id)
    await connection.run_sync(
        queue,
        letter(
            to,
            topics.addressed(said.to_dict(), topics.of(row.buttons)),
            position=version * POSITIONS,
            at=now,
            author=author,
            status=status,
        ),
    )
    await connection.execute(
        transcripts.insert().values(
            conversation_id=row.id, channel=row.channel, external_id=external_id, at=now, text="", pressed=False, outcome=Outcome.OPERATOR, ambiguous=False, ranking=[], entities=[],
            reply=[said.to_dict() | {"author": author}],
        )
    )  # fmt: skip
    return said


async def tell(house: House, row: Row) -> None:
    """Wake those who show the conversation, and who carries its replies."""
    await house.signals.publish("conversation", id=row.id)
    if row.channel in PUSHED:
        await house.signals.publish("outbox", channel=row.channel)
