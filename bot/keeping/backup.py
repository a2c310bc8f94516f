"""Copies the whole database to one file that either database can read back, and forgets again what was erased since."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, MetaData, Table, select
from sqlalchemy.engine import Connection

from bot.files import aside
from bot.house import House
from bot.keeping import archive, rows
from bot.keeping.archive import BackupUnreadable
from bot.store import migrate
from bot.wordings import say

__all__ = ["BackupUnreadable", "backup"]
VERSION_TABLE = "alembic_version"
AT_ONCE = 200
"""Rows read or written at once."""


class BackupUnwritten(RuntimeError):
    """A backup could not be written; `str()` is one French sentence. No part of it is left."""


async def backup(house: House, folder: Path) -> Path:
    """Write a backup in `folder` and return its path; older ones past their period are deleted afterwards."""
    now = house.clock()
    file = folder / f"beffroi-{now:%Y%m%d-%H%M%S}.zip"
    try:
        with aside(file) as out:
            async with house.database.read() as connection:
                if not house.settings.is_sqlite:  # one state of all tables; SQLite's readers have it anyway
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                await connection.run_sync(_write, out, now)
    except OSError as error:
        raise BackupUnwritten(say("backup_unwritten", file=file, cause=error.strerror)) from error
    _swept(folder, "beffroi-*.zip", before=now - timedelta(days=house.settings.retention.backup))
    _swept(folder, ".beffroi-*.part", before=now - timedelta(days=1))
    return file


def _swept(folder: Path, pattern: str, *, before: datetime) -> None:
    for old in folder.glob(pattern):
        if old.stat().st_mtime < before.timestamp():
            old.unlink(missing_ok=True)


def _write(connection: Connection, out: Any, now: Any) -> None:
    tables = ((table.name, _rows(connection, table)) for table in _tables(connection))
    archive.write(out, tables, revisions=migrate.revisions(connection), at=now)


def _rows(connection: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a table; those that hold a model, one at a time."""
    if not _heavy(table):
        yield from (rows.packed(table, row._mapping) for row in connection.execute(select(table)))
        return
    keys = list(table.primary_key.columns)
    for key in connection.execute(select(*keys)).all():
        mine = [column == value for column, value in zip(keys, key, strict=True)]
        for row in connection.execute(select(table).where(*mine)):
            yield rows.packed(table, row._mapping)


def _heavy(table: Table) -> bool:
    return any(isinstance(column.type, LargeBinary) for column in table.c)


def _tables(connection: Connection) -> Sequence[Table]:
    """Return the tables that are there, each after those it refers to."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]
