"""Files of dates and places that an operator brings: kept apart until they confirm, then in force, then taken back."""

import asyncio
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import paris_day
from bot.store import audit
from bot.store.audit import Act
from console.tables import data_imports
from region.adapters import bringing
from region.adapters.changes import Plan
from region.brought import Brought
from region.in_force import InForce

LARGEST = 5_000_000
WAITING, KEPT, UNDONE = "waiting", "kept", "undone"
_HARMLESS = str.maketrans("/\\", "--")


@dataclass(frozen=True)
class File:
    """A file that was brought; `content` is forgotten once it is decided."""

    id: str
    kind: str
    name: str
    content: bytes | None
    author: str
    at: datetime
    counts: Mapping[str, int]
    trace: Mapping[str, Any] | None


async def read(name: str, content: bytes, *, kind: str | None, held: InForce) -> tuple[str, Brought[Any]]:
    """What a file is and what it holds, by the code of `beffroi data import`. Raises DataError; ValueError for no known kind."""
    return await asyncio.to_thread(_read, name, content, kind, held)


def _read(name: str, content: bytes, kind: str | None, held: InForce) -> tuple[str, Brought[Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        kind = kind or bringing.guessed(path)
        if kind not in bringing.TABLES:
            raise ValueError(name)
        return kind, bringing.read(path, kind, held=held)


def file_name(said: str) -> str:
    """The name of a file as it may be written on a disk and in an address: no folder, 100 characters at most."""
    written = "".join(each for each in said.translate(_HARMLESS) if each.isprintable()).strip().lstrip(".")
    suffix = Path(written).suffix[:10]
    return f"{written.removesuffix(suffix)[:90]}{suffix}" if written else "fichier.csv"


async def stage(connection: AsyncConnection, name: str, content: bytes, kind: str, act: Act) -> str:
    """Keep a file until it is confirmed; its author's earlier one that waits is forgotten. Returns its id."""
    number = uuid.uuid4().hex
    waiting = (data_imports.c.author == act.author) & (data_imports.c.state == WAITING)
    await connection.execute(delete(data_imports).where(waiting))
    values = {"kind": kind, "name": name, "content": content, "author": act.author, "at": act.at}
    await connection.execute(data_imports.insert().values(id=number, state=WAITING, counts={}, **values))
    return number


async def find(connection: AsyncConnection, number: str, *, state: str) -> File | None:
    """The file of this id in this state."""
    wanted = (data_imports.c.id == number) & (data_imports.c.state == state)
    return _file((await connection.execute(select(data_imports).where(wanted))).mappings().first())


async def last(connection: AsyncConnection) -> tuple[File, ...]:
    """The last file kept of each kind, the only one that can be taken back."""
    found = []
    for kind in bringing.TABLES:
        kept = (data_imports.c.kind == kind) & (data_imports.c.state == KEPT)
        asked = select(data_imports).where(kept).order_by(data_imports.c.at.desc()).limit(1)
        found.append(_file((await connection.execute(asked)).mappings().first()))
    return tuple(each for each in found if each)


async def keep(connection: AsyncConnection, file: File, brought: Brought[Any], act: Act) -> Plan:
    """Put what a file brings in the place of what it brought before."""
    today = paris_day(act.at)
    plan = await bringing.planned(connection, file.kind, brought, today=today)
    trace = await bringing.put(connection, file.kind, plan, source=file.name, today=today)
    counts = {"added": len(plan.added), "changed": len(plan.changed), "removed": len(plan.removed)}
    decided = {"state": KEPT, "content": None, "counts": counts, "trace": trace, "at": act.at, "author": act.author}
    await connection.execute(update(data_imports).where(data_imports.c.id == file.id).values(**decided))
    subject = f"{file.kind} +{counts['added']} ~{counts['changed']} -{counts['removed']}"
    await audit.note(connection, act, "import.keep", subject)
    return plan


async def take_back(connection: AsyncConnection, file: File, act: Act) -> tuple[int, int]:
    """Put back what was before a file; returns how many rows were, and how many were left since something changed them."""
    assert file.trace is not None
    done = await bringing.take_back(connection, file.kind, file.trace)
    gone = {"state": UNDONE, "trace": None}
    await connection.execute(update(data_imports).where(data_imports.c.id == file.id).values(**gone))
    await audit.note(connection, act, "import.undo", f"{file.kind} {done[0]}")
    return done


async def drop(connection: AsyncConnection, number: str) -> None:
    """Forget a file that waits."""
    waiting = (data_imports.c.id == number) & (data_imports.c.state == WAITING)
    await connection.execute(delete(data_imports).where(waiting))


def _file(row: Any) -> File | None:
    return File(**{name: row[name] for name in File.__dataclass_fields__}) if row else None
