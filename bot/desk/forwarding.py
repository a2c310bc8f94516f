"""Gives a conversation to a colleague or to a service; held by the one who gives it, the person waits for the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import exchanges, takeover, writing
from bot.desk.calls import put
from bot.house import House
from bot.replies import Message
from bot.store.desk_tables import assignments, waits
from bot.store.tables import conversations


@dataclass(frozen=True)
class Assignee:
    """Who a conversation is given to: an operator by name, or a service."""

    operator: str | None = None
    service: str | None = None


async def give(house: House, conversation_id: str, by: str, to: Assignee) -> None:
    """Give a conversation. Whoever held it lets it go: the person is told, and waits. Raises NoSuchConversation."""
    now = house.clock()
    place = await writing.place(house, conversation_id)
    async with writing.alone(house, place), house.database.write() as connection:
        row = await writing.open_row(connection, conversation_id)
        values = {"operator": to.operator, "service": to.service, "by": by, "at": now}
        await put(connection, assignments, {"conversation_id": conversation_id}, values)
        if row.held_by == by:
            mine = update(conversations).where(conversations.c.id == conversation_id)
            await connection.execute(mine.values(held_by=None, held_at=None))
            await exchanges.ended(connection, conversation_id, now)
            await exchanges.asked(connection, conversation_id, now)
            await put(connection, waits, {"conversation_id": conversation_id}, {"asked_at": now})
            said = Message(house.wordings.say("desk_forwarded"))
            await writing.add(connection, house, row, said, author=takeover.HOUSE_AUTHOR)
    await writing.tell(house, row)
    await house.signals.publish("desk", id=conversation_id, operator=to.operator, service=to.service)


async def of(connection: AsyncConnection, conversation_id: str) -> Any:
    """Return the assignment of a conversation (`operator`, `service`, `by`, `at`), None where there is none."""
    return (
        await connection.execute(select(assignments).where(assignments.c.conversation_id == conversation_id))
    ).first()


async def to(connection: AsyncConnection, operator: str, service: str | None) -> Mapping[str, Any]:
    """Return the open conversations given to an operator or to their service: `{id: assignment}`, the oldest first."""
    mine = assignments.c.operator == operator
    if service:
        mine = mine | (assignments.c.service == service)
    opened = conversations.c.closed_at.is_(None)
    joined = assignments.join(conversations, conversations.c.id == assignments.c.conversation_id)
    rows = await connection.execute(
        select(assignments).select_from(joined).where(mine, opened).order_by(assignments.c.at)
    )
    return {row.conversation_id: row for row in rows}
