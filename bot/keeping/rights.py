"""What a person may ask of their data: a copy, or to be forgotten; and what is forgotten with time."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import PARIS
from bot.house import House
from bot.store.alert_tables import alerts
from bot.store.tables import conversations, erasures


@dataclass(frozen=True)
class ErasureReceipt:
    """Proof of an erasure: a number, the instant, and how many rows went, by table."""

    number: str
    at: datetime
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many rows were erased, in all tables."""
        return sum(self.counts.values())


def digest(house: House, channel: str, sender: str) -> str:
    """Return the keyed hash by which an erasure is remembered without the person."""
    key = house.settings.secret_key.encode()
    return hmac.new(key, f"{channel}\n{sender}".encode(), hashlib.sha256).hexdigest()


REFERENCE_DIGITS, GROUP = 16, 4


def reference(conversation_id: str) -> str:
    """Return what a person quotes to be found: « 0d5e-216c-206e-45f4 »; 64 bits that nobody can guess."""
    return "-".join(conversation_id[place : place + GROUP] for place in range(0, REFERENCE_DIGITS, GROUP))


async def erase(house: House, channel: str, sender: str) -> ErasureReceipt:
    """Delete every row of every table that belongs to the person's conversations on this channel."""
    now, columns = house.clock(), await house.database.tables()
    async with house.database.write() as connection:
        ids = await conversation_ids(connection, channel, sender)
        letters = await _alert_ids(connection, ids) if ids else []
        counts = await _delete(connection, columns, [*ids, *letters]) if ids else {}
        mark = digest(house, channel, sender)
        await connection.execute(erasures.insert().values(digest=mark, counts=counts, at=now))
    for each in ids:
        house.memories.drop(each)
    await house.database.forget_pages()
    return ErasureReceipt(number(now, mark), now, counts)


def number(at: datetime, digest: str) -> str:
    """« 20261125-184000-a1b2c3 »: the number of a receipt, made again from what is kept of an erasure."""
    return f"{at.astimezone(PARIS):%Y%m%d-%H%M%S}-{digest[:6]}"


async def conversation_ids(connection: AsyncConnection, channel: str, sender: str) -> list[str]:
    """Return the conversations of a person on a channel, the oldest first."""
    mine = (conversations.c.channel == channel, conversations.c.sender == sender)
    query = select(conversations.c.id).where(*mine).order_by(conversations.c.started_at)
    return [row.id for row in await connection.execute(query)]


async def _alert_ids(connection: AsyncConnection, ids: list[str]) -> list[str]:
    """The alerts asked for in these conversations: their letters are in the outbox under the alert's own id."""
    query = select(alerts.c.id).where(alerts.c.conversation_id.in_(ids))
    return [row.id for row in await connection.execute(query)]


async def _delete(connection: AsyncConnection, columns: Mapping[str, list[str]], ids: list[str]) -> dict[str, int]:
    counts = {}
    for table in sorted(table for table, names in columns.items() if "conversation_id" in names):
        statement = text(f'DELETE FROM "{table}" WHERE conversation_id IN :ids').bindparams(
            bindparam("ids", expanding=True)
        )
        counts[table] = (await connection.execute(statement, {"ids": ids})).rowcount
    deleted = await connection.execute(conversations.delete().where(conversations.c.id.in_(ids)))
    return {name: count for name, count in (counts | {"conversation": deleted.rowcount}).items() if count}
