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


async def unexported(connection: AsyncConnection, *, kind: str = RECORD) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the number and the body of the last version in force of each record that no file holds yet, oldest first."""
    table = record_changes
    query = select(table.c.id, table.c.key, table.c.body, table.c.exported_at).order_by(table.c.id)
    rows = (await connection.execute(query.where(table.c.kind == kind, table.c.ended_at.is_(None)))).all()
    last = {row.key: row for row in rows}
    return [(row.id, row.body) for row in last.values() if row.exported_at is None]


async def exported(
    connection: AsyncConnection, *, kind: str = RECORD
) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
    """Return, by record id, the version in force that was written to a file, and what the file said before."""
    table = record_changes
    query = select(table.c.key, table.c.body, table.c.base, table.c.exported_at).order_by(table.c.id)
    rows = await connection.execute(query.where(table.c.kind == kind, table.c.ended_at.is_(None)))
    last = {row.key: row for row in rows}
    return {key: (row.body, row.base) for key, row in last.items() if row.exported_at is not None}


async def history(connection: AsyncConnection, key: str, *, kind: str = RECORD) -> list[RecordChange]:
    """Return the versions of a record, the latest first."""
    table = record_changes
    query = select(table).where(table.c.kind == kind, table.c.key == key).order_by(table.c.id.desc()).limit(100)
    rows = await connection.execute(query)
    return [RecordChange(row.id, row.key, row.body, row.author, row.comment, row.at, row.ended_at) for row in rows]


async def back_to(connection: AsyncConnection, known: Iterable[int], act: Act) -> int:
    """Set the versions as a snapshot had them."""
    table, kept = record_changes, set(known)
    rows = (await connection.execute(select(table).order_by(table.c.id))).all()
    put = [row for row in rows if row.ended_at is None and row.id not in kept]
    later = [row.id for row in put]
    earlier = [row.id for row in rows if row.ended_at is not None and row.id in kept]
    if later:
        ended = {"ended_by": act.author, "ended_at": act.at, "ended_why": act.comment}
        await connection.execute(update(table).where(table.c.id.in_(later)).values(**ended))
    if earlier:
        again = {"ended_by": None, "ended_at": None, "ended_why": None}
        await connection.execute(update(table).where(table.c.id.in_(earlier)).values(**again))
    for row in {(row.kind, row.key): row for row in reversed(put) if row.base is not None}.values():
        await write(
            connection, row.key, row.base, act, kind=row.kind
        )  # the file holds it: what it said before is written over it
    return len(later) + len(earlier)
