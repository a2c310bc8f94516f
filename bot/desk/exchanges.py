"""How a person was answered by a person: when they asked, were taken, answered and given back, and whether it helped."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.desk_tables import exchanges
from bot.store.tables import conversations


async def asked(connection: AsyncConnection, conversation_id: str, at: datetime) -> None:
    """A person calls, or is passed on; calling again before anybody came changes nothing."""
    if await _last(connection, conversation_id, exchanges.c.taken_at.is_(None)) is None:
        await _add(connection, conversation_id, at, asked_at=at)


async def taken(connection: AsyncConnection, conversation_id: str, at: datetime) -> None:
    """An agent comes, called or not."""
    called = await _last(connection, conversation_id, exchanges.c.taken_at.is_(None))
    if called is None:
        await _add(connection, conversation_id, at, taken_at=at)
    else:
        await _set(connection, called, taken_at=at)


async def answered(connection: AsyncConnection, conversation_id: str, at: datetime) -> None:
    """An agent writes: only their first message counts."""
    held = await _last(connection, conversation_id, exchanges.c.taken_at.is_not(None), exchanges.c.ended_at.is_(None))
    if held is not None and held.answered_at is None:
        await _set(connection, held, answered_at=at)


async def ended(connection: AsyncConnection, conversation_id: str, at: datetime) -> bool:
    """The conversation is given back, or passed on; tells whether an agent had written."""
    held = await _last(connection, conversation_id, exchanges.c.taken_at.is_not(None), exchanges.c.ended_at.is_(None))
    if held is None:
        return False
    await _set(connection, held, ended_at=at)
    return held.answered_at is not None


async def rated(connection: AsyncConnection, conversation_id: str, helped: int) -> bool:
    """Keep what the person thinks of the last answer of an agent, 1 or -1; False if there was none."""
    last = await _last(connection, conversation_id, exchanges.c.answered_at.is_not(None))
    if last is not None:
        await _set(connection, last, helped=helped)
    return last is not None


async def _last(connection: AsyncConnection, conversation_id: str, *conditions: Any) -> Any:
    mine = select(exchanges).where(exchanges.c.conversation_id == conversation_id, *conditions)
    return (await connection.execute(mine.order_by(exchanges.c.id.desc()).limit(1))).first()


async def _set(connection: AsyncConnection, row: Any, **values: Any) -> None:
    await connection.execute(update(exchanges).where(exchanges.c.id == row.id).values(**values))


async def _add(connection: AsyncConnection, conversation_id: str, at: datetime, **values: Any) -> None:
    channel = select(conversations.c.channel).where(conversations.c.id == conversation_id).scalar_subquery()
    row = {"conversation_id": conversation_id, "channel": channel, "at": at, **values}
    await connection.execute(exchanges.insert().values(**row))
