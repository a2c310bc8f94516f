"""When data was last brought in, from where, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region.tables import imports


@dataclass(frozen=True)
class Import:
    """One kind of data brought in: communes, events or places."""

    kind: str
    imported_on: date
    source: str
    rows: int


async def note(connection: AsyncConnection, kind: str, *, source: str, rows: int, today: date) -> None:
    """Write down that this kind of data was brought in today."""
    await connection.execute(delete(imports).where(imports.c.kind == kind))
    await connection.execute(insert(imports).values(kind=kind, imported_on=today, source=source, rows=rows))


async def all_noted(connection: AsyncConnection) -> tuple[Import, ...]:
    """Every kind of data that was brought in."""
    found = await connection.execute(select(imports).order_by(imports.c.kind))
    return tuple(Import(**row) for row in found.mappings())
