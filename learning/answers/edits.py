"""What operators changed in what the Région says: answers and service data, over the files, with their history."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from learning.tables import record_changes

RECORD = "record"


@dataclass(frozen=True)
class RecordChange:
    """One version of a record, as an operator wrote it."""

    id: int
    key: str
    body: Mapping[str, Any]
    author: str
    comment: str
    at: datetime
    ended_at: datetime | None


async def write(connection: AsyncConnection, key: str, body: Mapping[str, Any], act: Act, *, kind: str = RECORD) -> int:
    """Keep a new version of a record; the versions before it stay in the history."""
    values = {"kind": kind, "key": key, "body": json.loads(json.dumps(body, default=str)), **act.stamp}
    number = int((await connection.execute(record_changes.insert().values(**values))).inserted_primary_key[0])
    await audit.note(connection, act, "record.write", f"{number} {key}")
    return number


async def end(connection: AsyncConnection, number: int, act: Act) -> None:
    """Take back one version; the one before it is in force again."""
    ended = {"ended_by": act.author, "ended_at": act.at, "ended_why": act.comment}
    await connection.execute(update(record_changes).where(record_changes.c.id == number).values(**ended))
    await audit.note(connection, act, "record.end", number)


async def in_force(connection: AsyncConnection, *, kind: str = RECORD) -> dict[str, Mapping[str, Any]]:
    """Return the last version in force of each changed record, by record id."""
    table = record_changes
    query = select(table.c.key, table.c.body).where(table.c.kind == kind, table.c.ended_at.is_(None))
    return {row.key: row.body for row in await connection.execute(query.order_by(table.c.id))}


async def history(connection: AsyncConnection, key: str, *, kind: str = RECORD) -> list[RecordChange]:
    """Return the versions of a record, the latest first."""
    table = record_changes
    query = select(table).where(table.c.kind == kind, table.c.key == key).order_by(table.c.id.desc()).limit(100)
    rows = await connection.execute(query)
    return [RecordChange(row.id, row.key, row.body, row.author, row.comment, row.at, row.ended_at) for row in rows]


async def back_to(connection: AsyncConnection, known: Iterable[int], act: Act) -> int:
    """Set the versions as a snapshot had them."""
    table, kept = record_changes, set(known)
    rows = (await connection.execute(select(table.c.id, table.c.ended_at))).all()
    later = [row.id for row in rows if row.ended_at is None and row.id not in kept]
    earlier = [row.id for row in rows if row.ended_at is not None and row.id in kept]
    if later:
        ended = {"ended_by": act.author, "ended_at": act.at, "ended_why": act.comment}
        await connection.execute(update(table).where(table.c.id.in_(later)).values(**ended))
    if earlier:
        again = {"ended_by": None, "ended_at": None, "ended_why": None}
        await connection.execute(update(table).where(table.c.id.in_(earlier)).values(**again))
    return len(later) + len(earlier)
