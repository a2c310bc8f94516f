"""The places that help with computers, brought from the Cartographie nationale's CSV and kept in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from region import csv_rows
from region.adapters import changes, imports
from region.adapters.changes import Plan
from region.brought import Brought
from region.csv_rows import Row
from region.moments import moment
from region.places import Place
from region.problems import DataError, Problem
from region.tables import places
from region.wordings import say

COLUMNS = frozenset({"id", "nom", "commune", "code_postal", "adresse", "latitude", "longitude"})


def read_csv(path: Path) -> Brought[Place]:
    """The places of a CSV with the columns of « lieux de médiation numérique ». Raises DataError when it has none."""
    read, refused = csv_rows.read_each(path, from_row, columns=COLUMNS)
    if not read:
        raise DataError(*(refused or [Problem(path.name, 1, say("place.none"))]))
    places_by_id = {place.id: place for _, place in read}
    return Brought(tuple(places_by_id.values()), tuple(refused), path.stem)


def from_row(row: Row) -> Place:
    """A place from its published columns. E-mail addresses are left out: they may be a person's."""
    if not row["id"] or not row["nom"]:
        raise ValueError(say("place.lacking"))
    said = {
        name: row.get(column) or None
        for name, column in (
            ("address", "adresse"),
            ("postal_code", "code_postal"),
            ("commune", "code_insee"),
            ("commune_name", "commune"),
            ("phone", "telephone"),
            ("website", "site_web"),
            ("hours", "horaires"),
            ("fees", "frais_a_charge"),
            ("source", "source"),
        )
    }
    return Place(
        row["id"],
        row["nom"],
        lat=_coordinate(row["latitude"], 90),
        lon=_coordinate(row["longitude"], 180),
        kinds=_list(row.get("typologie", "")),
        services=_list(row.get("services", "")),
        updated_on=_day(row.get("date_maj", "")),
        **said,
    )


async def load(connection: AsyncConnection) -> tuple[Place, ...]:
    """Every place kept."""
    found = await connection.execute(select(places).order_by(places.c.id))
    return tuple(_place(row) for row in found.mappings())


async def planned(connection: AsyncConnection, brought: Sequence[Place]) -> Plan:
    """What putting these places in the place of those kept would change, with nothing written."""
    kept = {row["id"]: changes.packed(row) for row in (await connection.execute(select(places))).mappings()}
    rows = [changes.packed(asdict(place)) for place in brought]
    return changes.compare(kept, rows, key="id", gone=kept, ignored="")


async def put(
    connection: AsyncConnection,
    plan: Plan,
    *,
    source: str,
    today: date,
) -> None:
    """Write what a plan holds."""
    await changes.write(connection, places, key="id", rows=plan.after(), gone=[row["id"] for row in plan.removed])
    await imports.note(connection, "places", source=source, rows=len(plan.after()) + len(plan.same), today=today)


def _place(row: Mapping[str, Any]) -> Place:
    return Place(**{**row, "kinds": tuple(row["kinds"]), "services": tuple(row["services"])})


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.replace(";", "|").split("|") if part.strip())


def _coordinate(value: str, limit: float) -> float | None:
    if not value:
        return None
    try:
        read = float(csv_rows.number(value))
    except ValueError as error:
        raise ValueError(say("place.coordinate", value=value)) from error
    if abs(read) > limit:
        raise ValueError(say("place.coordinate", value=value))
    return read


def _day(value: str) -> date | None:
    try:
        return moment(value)[0] if value else None
    except ValueError as error:
        raise ValueError(say("not_a_day", value=value)) from error
