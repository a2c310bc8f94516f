"""The communes people may name, brought from a CSV file and kept in the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region import communes_file, csv_rows
from region.adapters import imports
from region.csv_rows import Row
from region.problems import DataError, Problem
from region.tables import communes
from region.territory import Commune, Gazetteer

COLUMNS = frozenset(
    {
        "code_insee",
        "nom",
        "departement",
        "epci_siren",
        "epci_nom",
        "population_municipale",
        "codes_postaux",
        "latitude_longitude",
        "anciennes_communes",
    }
)
BATCH = 500
_CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}")
Progress = Callable[[int], object]


def read_csv(path: Path) -> tuple[Commune, ...]:
    """The communes of a CSV file. Raises DataError with the lines to mend."""
    found, problems = csv_rows.read_each(path, _commune, columns=COLUMNS)
    read: dict[str, Commune] = {}
    for line, commune in found:
        if commune.code in read:
            problems.append(Problem(path.name, line, f"le code {commune.code} y figure deux fois"))
        read[commune.code] = commune
    if problems or not read:
        raise DataError(*(sorted(problems) or [Problem(path.name, 1, "aucune commune dans ce fichier")]))
    return tuple(read.values())


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


def _commune(row: Row) -> Commune:
    if not _CODE.fullmatch(row["code_insee"]):
        raise ValueError(f"« {row['code_insee']} » n'est pas un code INSEE de commune")
    if not row["nom"]:
        raise ValueError("le nom est vide")
    lat, lon = _place(row["latitude_longitude"])
    return Commune(
        row["code_insee"],
        row["nom"],
        row["departement"],
        row["epci_siren"] or None,
        row["epci_nom"] or None,
        _population(row["population_municipale"]),
        tuple(row["codes_postaux"].replace("|", " ").split()),
        lat,
        lon,
        tuple(name for name in row["anciennes_communes"].split("|") if name),
    )


def _population(value: str) -> int | None:
    bare = csv_rows.number(value)
    if bare and not bare.isdecimal():
        raise ValueError(f"la population « {value} » n'est pas un nombre")
    return int(bare) if bare else None


def _place(value: str) -> tuple[float | None, float | None]:
    if not value:
        return None, None
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError as error:
        raise ValueError(f"« {value} » n'est pas « latitude,longitude »") from error
    return lat, lon
