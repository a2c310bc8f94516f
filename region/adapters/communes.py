"""The communes people may name, brought from a CSV file and kept in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region import communes_file
from region.adapters import imports
from region.tables import communes
from region.territory import Commune, Gazetteer

BATCH = 500
Progress = Callable[[int], object]


async def load(connection: AsyncConnection) -> Gazetteer | None:
    """The gazetteer kept in the database; None when nothing was ever brought in."""
    found = (await connection.execute(select(communes))).mappings().all()
    kept = tuple(
        Commune(
            **{
                **row,
                "postal_codes": tuple(row["postal_codes"]),
                "former_names": tuple(row["former_names"]),
                "short_names": communes_file.short_names().get(row["code"], ()),
            }
        )
        for row in found
    )
    return Gazetteer(kept) if kept else None


def _row(commune: Commune) -> dict[str, Any]:
    return {name: value for name, value in asdict(commune).items() if name in communes.c}


async def replace(
    connection: AsyncConnection,
    brought: Sequence[Commune],
    *,
    source: str,
    today: date,
    progress: Progress = lambda _: None,
) -> None:
    """Put these communes in the place of those kept; the caller's transaction makes it all or nothing."""
    await connection.execute(delete(communes))
    for batch in _batches(brought):
        await connection.execute(insert(communes), [_row(commune) for commune in batch])
        progress(len(batch))
    await imports.note(connection, "communes", source=source, rows=len(brought), today=today)


def _batches(brought: Sequence[Commune]) -> Iterable[Sequence[Commune]]:
    return (brought[start : start + BATCH] for start in range(0, len(brought), BATCH))
