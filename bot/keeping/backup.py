"""Copies the whole database to one file that either database can read back, and forgets again what was erased since."""

import base64
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, select
from sqlalchemy.engine import Connection
from sqlalchemy.types import DateTime, LargeBinary

from bot.house import House
from bot.keeping import rights
from bot.store.tables import conversations, erasures

MANIFEST = "manifest.json"
VERSION_TABLE = "alembic_version"


class BackupUnreadable(RuntimeError):
    """A file is not a backup of this program, or of a newer one; `str()` is one French sentence."""


async def backup(house: House, folder: Path) -> Path:
    """Write a backup in `folder` and return its path; older ones past their period are deleted."""
    folder.mkdir(parents=True, exist_ok=True)
    now = house.clock()
    for old in folder.glob("beffroi-*.zip"):
        if now.timestamp() - old.stat().st_mtime > timedelta(days=house.settings.retention.backup).total_seconds():
            old.unlink()
    file = folder / f"beffroi-{now:%Y%m%d-%H%M%S}.zip"
    async with house.database.read() as connection:
        content = await connection.run_sync(_packed, now)
    file.touch(mode=0o600)
    file.write_bytes(content)
    return file


async def restore(house: House, file: Path) -> dict[str, int]:
    """Replace everything by what `file` holds; returns rows by table. Erasures the file does not know are made again."""
    tables = _unpacked(file)
    async with house.database.read() as connection:
        rows = await connection.execute(select(erasures.c.digest, erasures.c.counts, erasures.c.at))
        since = [dict(row._mapping) for row in rows]
    async with house.database.write() as connection:
        counts = await connection.run_sync(_refilled, tables)
        restored = await connection.execute(select(erasures.c.digest, erasures.c.at))
        known = {(row.digest, row.at) for row in restored}
        late = [row for row in since if (row["digest"], row["at"]) not in known]
        if late:
            await connection.execute(erasures.insert(), late)
        people = (await connection.execute(select(conversations.c.channel, conversations.c.sender))).all()
    forgotten = {row["digest"] for row in late}
    for channel, sender in {(row.channel, row.sender) for row in people}:
        if rights.digest(house, channel, sender) in forgotten:
            await rights.erase(house, channel, sender)
    house.memories.drop()
    return counts


def _packed(connection: Connection, now: datetime) -> bytes:
    metadata = MetaData()
    metadata.reflect(connection)
    revision = connection.execute(select(metadata.tables[VERSION_TABLE].c.version_num)).scalar()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in metadata.sorted_tables:
            if table.name != VERSION_TABLE:
                archive.writestr(f"{table.name}.jsonl", "\n".join(_lines(connection, table)))
        archive.writestr(MANIFEST, json.dumps({"program": "beffroi", "revision": revision, "at": now.isoformat()}))
    return packed.getvalue()


def _lines(connection: Connection, table: Table) -> Iterator[str]:
    for row in connection.execute(select(table)):
        yield json.dumps({key: _plain(value) for key, value in row._mapping.items()}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else value


def _unpacked(file: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            names = [name for name in archive.namelist() if name != MANIFEST]
            tables = {
                name.removesuffix(".jsonl"): [json.loads(line) for line in archive.read(name).decode().splitlines()]
                for name in names
            }
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupUnreadable(f"{file} n'est pas une sauvegarde de Beffroi lisible : rien n'a été changé.") from error
    if manifest.get("program") != "beffroi":
        raise BackupUnreadable(f"{file} n'est pas une sauvegarde de Beffroi : rien n'a été changé.")
    return tables


def _refilled(connection: Connection, tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, int]:
    metadata = MetaData()
    metadata.reflect(connection)
    unknown = sorted(set(tables) - set(metadata.tables))
    if unknown:
        names = ", ".join(unknown)
        raise BackupUnreadable(
            f"La sauvegarde vient d'une version plus récente (tables {names}) : rien n'a été changé."
        )
    ordered = [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]
    for table in reversed(ordered):
        connection.execute(table.delete())
    counts = {}
    for table in ordered:
        rows = [_typed(table, row) for row in tables.get(table.name, [])]
        if rows:
            connection.execute(table.insert(), rows)
            _renumber(connection, table)
        counts[table.name] = len(rows)
    return counts


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(table, name, value) for name, value in row.items() if name in table.c}


def _value(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, DateTime):
        instant = datetime.fromisoformat(value)
        aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return aware if kind.timezone else aware.astimezone(UTC).replace(tzinfo=None)
    return value


def _renumber(connection: Connection, table: Table) -> None:
    """Let PostgreSQL's counters go on after the numbers just written."""
    if connection.dialect.name != "postgresql" or "id" not in table.c:
        return
    sequence = connection.exec_driver_sql(f"SELECT pg_get_serial_sequence('\"{table.name}\"', 'id')").scalar()
    if sequence:
        connection.exec_driver_sql(f"SELECT setval('{sequence}', (SELECT max(id) FROM \"{table.name}\"))")
