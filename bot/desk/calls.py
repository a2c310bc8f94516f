"""Who waits for a person, and who is there to answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import exchanges, hours
from bot.house import House
from bot.store.desk_tables import presences, waits
from bot.store.tables import conversations

PATIENCE = timedelta(minutes=3)
PRESENCE_LASTS = timedelta(hours=10)
ASSISTANT, WAITING, HELD, FORM = "assistant", "waiting", "held", "form"


@dataclass(frozen=True)
class Standing:
    """Who answers a conversation: `assistant`, `held` by a person, `waiting` for one, or `form` after three minutes."""

    state: str
    asked_at: datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return `{"state", "until"}`; `until` is the ISO instant the call is waited for, null for none."""
        until = self.asked_at + PATIENCE if self.asked_at else None
        return {"state": self.state, "until": until.isoformat() if until else None}


async def staffed(house: House) -> bool:
    """Tell whether some operator said « disponible » and the hours of the service run."""
    now = house.clock()
    if not hours.is_open(now, hours=hours.read(house.in_force().catalogue.service.hours)):
        return False
    async with house.database.read() as connection:
        return bool(await available(connection, now))


async def set_presence(house: House, operator: str, *, available: bool) -> None:
    """Say that an operator is there to answer, or no longer."""
    async with house.database.write() as connection:
        await put(connection, presences, {"operator": operator}, {"available": available, "at": house.clock()})
    await house.signals.publish("desk")


async def available(connection: AsyncConnection, now: datetime) -> frozenset[str]:
    """Return the operators marked « disponible »."""
    there = select(presences.c.operator).where(presences.c.available, presences.c.at > now - PRESENCE_LASTS)
    return frozenset(row.operator for row in await connection.execute(there))


async def present(house: House, operator: str) -> bool:
    """Tell whether this operator is marked « disponible »."""
    async with house.database.read() as connection:
        return operator in await available(connection, house.clock())


async def call(house: House, conversation_id: str) -> Standing:
    """A person asks for a person: wait for one if the desk is staffed, otherwise the form at once."""
    if not await staffed(house):
        return Standing(FORM)
    now = house.clock()
    async with house.database.write() as connection:
        await put(connection, waits, {"conversation_id": conversation_id}, {"asked_at": now})
        await exchanges.asked(connection, conversation_id, now)
    await house.signals.publish("desk", id=conversation_id)
    return Standing(WAITING, now)


async def standing(house: House, conversation_id: str) -> Standing:
    """Return where a conversation stands with the people who answer."""
    async with house.database.read() as connection:
        row = (
            await connection.execute(
                select(conversations.c.held_by, waits.c.asked_at)
                .select_from(conversations.outerjoin(waits, waits.c.conversation_id == conversations.c.id))
                .where(conversations.c.id == conversation_id)
            )
        ).first()
    if row is None or (row.held_by is None and row.asked_at is None):
        return Standing(ASSISTANT)
    if row.held_by is not None:
        return Standing(HELD)
    late = house.clock() >= row.asked_at + PATIENCE
    return Standing(FORM if late else WAITING, row.asked_at)


async def waiting(house: House) -> list[Row]:
    """Return `(conversation_id, asked_at)` of those who wait, first come first."""
    async with house.database.read() as connection:
        return list(await connection.execute(select(waits).order_by(waits.c.asked_at)))


async def put(connection: AsyncConnection, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Write the row of a key, new or not."""
    insert = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = insert(table).values(**key, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))
