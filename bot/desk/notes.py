"""What agents write for each other on a conversation; the assistant never reads it, and the person only in their copy."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.privacy import mask
from bot.store.desk_tables import notes
from bot.store.tables import conversations

LONGEST = 2_000


async def add(house: House, conversation_id: str, author: str, text: str) -> bool:
    """Keep a note, masked; False for an empty one, or once the conversation is erased."""
    said = mask(text.strip()[:LONGEST]).text
    async with house.database.write() as connection:
        known = select(conversations.c.id).where(conversations.c.id == conversation_id)
        if not said or (await connection.execute(known)).first() is None:
            return False
        values = {"conversation_id": conversation_id, "author": author, "text": said, "at": house.clock()}
        await connection.execute(notes.insert().values(**values))
    return True


async def remove(house: House, number: int, author: str) -> bool:
    """Delete a note; only its author may."""
    async with house.database.write() as connection:
        gone = await connection.execute(delete(notes).where(notes.c.id == number, notes.c.author == author))
    return bool(gone.rowcount)


async def on(connection: AsyncConnection, conversation_id: str) -> list[Any]:
    """Return the notes of a conversation, the oldest first."""
    mine = select(notes).where(notes.c.conversation_id == conversation_id).order_by(notes.c.id)
    return list(await connection.execute(mine))
