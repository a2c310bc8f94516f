"""What one person's conversation holds, read back for the page that shows it: turns, messages, thumbs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import HOUSE_AUTHOR
from bot.house import House
from bot.outcome import Outcome
from bot.privacy import mask
from bot.store import conversations
from bot.store.conversations import Conversation
from bot.store.tables import conversations as conversation_rows
from bot.store.tables import outbox, transcripts

LONGEST_REASON = 300
SHOWN_TURNS = 200


async def open_conversation(house: House, channel: str, sender: str) -> Conversation | None:
    """Return the conversation of a person that is not closed, None where there is none."""
    async with house.database.read() as connection:
        return await connection.run_sync(conversations.find, channel, sender)


async def kept(house: House, conversation_id: str) -> bool:
    """Tell whether a conversation is still kept, open or closed; one that its person erased is not."""
    async with house.database.read() as connection:
        row = await connection.execute(select(conversation_rows.c.id).where(conversation_rows.c.id == conversation_id))
        return row.first() is not None


async def turns(house: House, conversation_id: str) -> list[dict[str, Any]]:
    """Return the last turns, oldest first: `{"id", "text", "at", "messages", "thumb"}`."""
    newest = (
        select(transcripts)
        .where(transcripts.c.conversation_id == conversation_id)
        .order_by(transcripts.c.id.desc())
        .limit(SHOWN_TURNS)
    )
    async with house.database.read() as connection:
        rows = list(await connection.execute(newest))
    return [_turn(row) for row in reversed(rows)]


async def message_at(house: House, sender: str, position: int) -> Mapping[str, Any] | None:
    """Return the message of a sender at a position, with the moment it was said (`at`); None if it is not theirs."""
    async with house.database.read() as connection:
        row = await _row_at(connection, sender, position)
    return row.body | {"at": row.created_at} if row else None


async def turn_of(house: House, sender: str, position: int) -> int | None:
    """Return the number of the turn that holds a message of a sender, None if it is not theirs."""
    async with house.database.read() as connection:
        row = await _row_at(connection, sender, position)
        return await connection.scalar(select(transcripts.c.id).where(_same_turn(row))) if row else None


async def message_of(house: House, turn: int, position: int) -> Mapping[str, Any] | None:
    """Return the message at a position of a turn, with the moment it was said (`at`); None once it is erased."""
    async with house.database.read() as connection:
        row = (await connection.execute(select(transcripts).where(transcripts.c.id == turn))).first()
    found = next((each for each in row.reply if each.get("position") == position), None) if row else None
    return found | {"at": row.at} if found else None


async def set_thumb(house: House, sender: str, position: int, *, thumb: int, reason: str | None) -> bool:
    """Keep what a person thinks of an answer, its reason masked; False if the answer is not theirs."""
    async with house.database.write() as connection:
        row = await _row_at(connection, sender, position)
        if row is None or row.author is not None:
            return False
        said = mask(reason.strip()[:LONGEST_REASON]).text if reason and reason.strip() else None
        kept: dict[str, Any] = {"thumb": thumb} | ({"thumb_reason": said} if said else {})
        await connection.execute(update(transcripts).where(_same_turn(row)).values(**kept))
    return True


async def later(house: House, conversation_id: str, *, after: int) -> list[dict[str, Any]]:
    """Return what arrived by itself after a position: an operator's replies, and what the house said around them."""
    query = select(outbox.c.body, outbox.c.author).where(
        outbox.c.conversation_id == conversation_id, outbox.c.position > after, outbox.c.author.is_not(None)
    )
    async with house.database.read() as connection:
        rows = await connection.execute(query.order_by(outbox.c.position))
        return [row.body | {"author": author(row.author)} for row in rows]


def author(name: str | None) -> str:
    """Return who speaks, as people are told: an operator is never named."""
    return {None: "assistant", HOUSE_AUTHOR: "house"}.get(name, "agent")


async def _row_at(connection: AsyncConnection, sender: str, position: int) -> Any:
    query = select(outbox).where(outbox.c.sender == sender, outbox.c.position == position)
    return (await connection.execute(query.order_by(outbox.c.created_at.desc()).limit(1))).first()


def _same_turn(row: Any) -> Any:
    return and_(transcripts.c.channel == row.channel, transcripts.c.external_id == row.external_id)


def _turn(row: Any) -> dict[str, Any]:
    messages = [message | {"author": author(message.get("author"))} for message in row.reply]
    turn = {"id": row.external_id, "text": row.text, "at": row.at.isoformat(), "messages": messages, "thumb": row.thumb}
    return turn | ({"danger": True} if row.outcome == Outcome.DISTRESS else {})
