"""When data was last brought in, from where, and how much."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from region.tables import imports


async def note(connection: AsyncConnection, kind: str, *, source: str, rows: int, today: date) -> None:
    """Write down that this kind of data was brought in today."""
    await connection.execute(delete(imports).where(imports.c.kind == kind))
    await connection.execute(insert(imports).values(kind=kind, imported_on=today, source=source, rows=rows))
