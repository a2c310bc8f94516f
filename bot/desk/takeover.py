"""How a person takes over from the assistant: what an operator writes, and the release."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Message
from bot.store.conversations import POSITIONS
from bot.store.desk_tables import waits
from bot.store.outbox import PUSHED, To, letter, queue
from bot.store.tables import conversations, transcripts

QUEUE = 50
HOUSE_AUTHOR = "beffroi"
"""Author of the sentences the house says by itself around an operator's replies."""
ANSWERED_ONLY = frozenset({"rest"})
"""Channels that only answer: what an operator says there waits, `kept`, for the person's next message."""
KEPT = "kept"


class NoSuchConversation(LookupError):
    """The conversation is closed, erased, or was never there."""


async def take_over(house: House, conversation_id: str, operator: str) -> bool:
    """Give the conversation to an operator; False if another already holds it. Raises NoSuchConversation."""
    async with _alone(house, await _place(house, conversation_id)), house.database.write() as connection:
        row = await _open_row(connection, conversation_id)
        if row.held_by not in (None, operator):
            return False
        mine = update(conversations).where(conversations.c.id == conversation_id)
        await connection.execute(mine.values(held_by=operator, held_at=house.clock()))
        await connection.execute(delete(waits).where(waits.c.conversation_id == conversation_id))
        if row.held_by is None:
            await _add(connection, house, row, Message(house.wordings.say("desk_taken")), author=HOUSE_AUTHOR)
    await _tell(house, row)
    return True


async def say(house: House, conversation_id: str, operator: str, text: str) -> Message:
    """Send what the operator who holds the conversation writes. Raises NoSuchConversation."""
    async with _alone(house, await _place(house, conversation_id)), house.database.write() as connection:
        row = await _open_row(connection, conversation_id)
        if row.held_by != operator:
            raise NoSuchConversation(conversation_id)
        said = await _add(connection, house, row, Message(text.strip()), author=operator)
    await _tell(house, row)
    return said


async def release(house: House, conversation_id: str, operator: str) -> None:
    """Give the conversation back to the assistant with what it remembered. Raises NoSuchConversation."""
    async with _alone(house, await _place(house, conversation_id)), house.database.write() as connection:
        row = await _open_row(connection, conversation_id)
        if row.held_by is None:
            return
        mine = update(conversations).where(conversations.c.id == conversation_id)
        await connection.execute(mine.values(held_by=None, held_at=None))
        await _add(connection, house, row, Message(house.wordings.say("desk_released")), author=HOUSE_AUTHOR)
    await _tell(house, row)


async def _place(house: House, conversation_id: str) -> str:
    """Return the key by which the turn orders the messages of this conversation."""
    async with house.database.read() as connection:
        row = await _open_row(connection, conversation_id)
    return f"{row.channel}:{row.sender}"


def _alone(house: House, place: str) -> Any:
    return house.ordering.hold(place, queue=QUEUE)


async def _open_row(connection: AsyncConnection, conversation_id: str) -> Row:
    mine = select(conversations).where(conversations.c.id == conversation_id, conversations.c.closed_at.is_(None))
    row = (await connection.execute(mine)).first()
    if row is None:
        raise NoSuchConversation(conversation_id)
    return row


async def _add(connection: AsyncConnection, house: House, row: Row, message: Message, *, author: str) -> Message:
    """Append one message nobody asked for to the outbox and the transcript; the memory does not change."""
    now, version = house.clock(), row.version + 1
    said = Message(message.text, position=version * POSITIONS)
    mine = update(conversations).where(conversations.c.id == row.id)
    await connection.execute(mine.values(version=version, last_at=now))
    status = KEPT if row.channel in ANSWERED_ONLY else None
    external_id = f"desk-{row.id}-{version}"
    to = To(row.id, row.channel, row.sender, external_id)
    await connection.run_sync(
        queue, letter(to, said.to_dict(), position=version * POSITIONS, at=now, author=author, status=status)
    )
    await connection.execute(
        transcripts.insert().values(
            conversation_id=row.id, channel=row.channel, external_id=external_id, at=now, text="", pressed=False, outcome=Outcome.OPERATOR, ambiguous=False, ranking=[], entities=[],
            reply=[said.to_dict() | {"author": author}],
        )
    )  # fmt: skip
    return said


async def _tell(house: House, row: Row) -> None:
    await house.signals.publish("conversation", id=row.id)
    if row.channel in PUSHED:
        await house.signals.publish("outbox", channel=row.channel)
