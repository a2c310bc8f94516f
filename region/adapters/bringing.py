"""A file of dates or of help places, from its first reading to its taking back: for the shell and for the console."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from region import csv_rows
from region.adapters import agenda_files, changes, events, places
from region.adapters.changes import Plan
from region.agenda_words import words
from region.brought import Brought
from region.in_force import InForce
from region.problems import DataError, Problem
from region.tables import events as event_table
from region.tables import imports
from region.tables import places as place_table
from region.wordings import say

AGENDA, PLACES, COMMUNES = "agenda", "places", "communes"
KINDS = (COMMUNES, AGENDA, PLACES)
TABLES = {AGENDA: (event_table, "uid"), PLACES: (place_table, "id")}
COMMUNES_TELL = "anciennes_communes"


def guessed(path: Path) -> str | None:
    """What a file holds, one of KINDS, by its suffix and its header; None when neither tells. Raises DataError."""
    if path.suffix.lower() in (".ics", ".ical", ".ifb"):
        return AGENDA
    columns = csv_rows.header(path)
    if not columns:
        raise DataError(Problem(path.name, 1, say("csv.empty")))
    if COMMUNES_TELL in columns:
        return COMMUNES
    if columns >= places.COLUMNS:
        return PLACES
    dated = csv_rows.header(path, names=words()["columns"]) & {"titre", "debut"}
    return AGENDA if dated else PLACES if "adresse" in columns else None


def read(path: Path, kind: str, *, held: InForce) -> Brought[Any]:
    """What a file of this kind (agenda or places) holds. Raises DataError when nothing can be read."""
    return agenda_files.read(path, held=held) if kind == AGENDA else places.read_csv(path)


def told(brought: Brought[Any], kinds: Mapping[str, str]) -> Brought[Any]:
    """The same with the kinds that somebody gave to the dates whose kind nothing told."""
    given = {uid: kind for uid, kind in kinds.items() if uid in brought.doubtful}
    read_ = tuple(
        replace(each, kind=given[each.uid]) if getattr(each, "uid", "") in given else each for each in brought.read
    )
    return replace(brought, read=read_, doubtful=brought.doubtful - given.keys())


async def planned(connection: AsyncConnection, kind: str, brought: Brought[Any], *, today: date) -> Plan:
    """What bringing it would change, with nothing written. Places that are read replace all of them, unless a line was refused."""
    if kind == AGENDA:
        return await events.planned(connection, brought, today=today)
    plan = await places.planned(connection, brought.read)
    return replace(plan, removed=()) if brought.refused else plan


async def put(connection: AsyncConnection, kind: str, plan: Plan, *, source: str, today: date) -> dict[str, Any]:
    """Write a plan; returns what taking it back needs, as JSON."""
    noted = (await connection.execute(select(imports).where(imports.c.kind == kind))).mappings().first()
    await (events if kind == AGENDA else places).put(connection, plan, source=source, today=today)
    return {**changes.trace(plan, key=TABLES[kind][1]), "note": changes.packed(noted) if noted else None}


async def take_back(connection: AsyncConnection, kind: str, trace: Mapping[str, Any]) -> tuple[int, int]:
    """Put back what was before; returns how many rows were, and how many were left because something changed them since."""
    table, key = TABLES[kind]
    done = await changes.take_back(connection, table, trace, key=key)
    await connection.execute(delete(imports).where(imports.c.kind == kind))
    if note := trace["note"]:
        await connection.execute(
            insert(imports).values(**{**note, "imported_on": date.fromisoformat(note["imported_on"])})
        )
    return done
