"""The state of everything operators change, kept with each model so that all of it can come back together."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.audit import Act
from learning.answers import edits
from learning.sentences import changes
from learning.tables import record_changes


async def take(connection: AsyncConnection) -> dict[str, list[int]]:
    """Return the changes in force: of sentences and of wordings."""
    rows = await connection.execute(select(record_changes.c.id).where(record_changes.c.ended_at.is_(None)))
    return {"examples": await changes.in_snapshot(connection), "records": [row.id for row in rows]}


async def restore(connection: AsyncConnection, snapshot: Mapping[str, Any], act: Act) -> Mapping[str, int]:
    """Set sentences and wordings as `snapshot` had them; returns how many changes of each moved."""
    examples: Iterable[int] = snapshot.get("examples", [])
    records: Iterable[int] = snapshot.get("records", [])
    return {
        "examples": await changes.back_to(connection, examples, act),
        "records": await edits.back_to(connection, records, act),
    }
