"""What the database holds, for tests that look at it."""

from typing import Any

from sqlalchemy import select

from bot.house import House
from bot.store.tables import conversations, inbox, outbox, transcripts


async def rows(house: House, table: Any) -> list[Any]:
    async with house.database.read() as connection:
        return list(await connection.execute(select(table)))


async def statuses(house: House) -> list[str]:
    """The states of the replies, in order."""
    return [row.status for row in sorted(await rows(house, outbox), key=lambda row: (row.created_at, row.position))]


async def nothing_stored(house: House) -> bool:
    return not any([await rows(house, table) for table in (conversations, inbox, outbox, transcripts)])
