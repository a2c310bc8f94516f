"""A service that has lived a week in every table comes back row for row, from either database to either."""

import json
import resource
import sqlite3
import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Column, Interval, MetaData, Table, inspect
from sqlalchemy.engine import Connection

from bot.house import House
from bot.keeping import archive as archives
from bot.keeping.backup import BackupUnreadable, BackupUnwritten, backup
from bot.keeping.restoring import restore
from bot.keeping.rows import UnknownColumn, packed
from bot.store import migrate
from bot.store.database import Database
from tests.conftest import POSTGRES
from tests.houses import a_house
from tests.lived import every_table, everything, live, row


@asynccontextmanager
async def emptied(folder: Path, schema: str | None) -> AsyncIterator[House]:
    """Give a house on an empty database: SQLite's in the folder, or PostgreSQL's of a schema."""
    folder.mkdir(exist_ok=True)
    url = POSTGRES if schema else f"sqlite+aiosqlite:///{folder / 'beffroi.sqlite'}"
    store = Database(url, schema=schema)
    await store.migrate()
    async with store.write() as connection:
        for table in reversed(every_table()):
            await connection.execute(table.delete())
    async with a_house(store, folder, engine=None) as house:
        yield house


PLACES = ("sqlite", "postgresql")


@pytest.fixture(params=[(here, there) for here in PLACES for there in PLACES], ids="-to-".join)
def schemas(request: pytest.FixtureRequest) -> tuple[str | None, str | None]:
    """Return where a service lived and where it is restored: a schema of PostgreSQL, or None for SQLite."""
    here, there = (
        request.getfixturevalue("postgres_schema") if name == "postgresql" else None for name in request.param
    )
    return here, there


def test_every_table_of_the_database_is_known_to_the_tests(sqlite_template: Path) -> None:
    with sqlite3.connect(sqlite_template) as opened:
        names = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names - {"alembic_version"} == {table.name for table in every_table()}


async def test_every_row_comes_back(schemas: tuple[str | None, str | None], tmp_path: Path) -> None:
    here, there = schemas
    async with emptied(tmp_path / "here", here) as house:
        await live(house.database)
        lived = await everything(house.database)
        file = await backup(house, tmp_path / "backups")
        assert file.stat().st_mode & 0o777 == 0o600
    async with emptied(tmp_path / "there", there) as house:
        await restore(house, file)
        assert await everything(house.database) == lived


async def test_what_is_added_after_a_restore_has_a_number_of_its_own(house: House, tmp_path: Path) -> None:
    await live(house.database)
    await restore(house, await backup(house, tmp_path))
    async with house.database.write() as connection:
        for table in every_table():
            if table.c.get("id") is not None and str(table.c.id.type) == "INTEGER" and not table.foreign_keys:
                values = {name: value for name, value in row(table, 8).items() if name != "id"}
                await connection.execute(table.insert(), values)


def _without(table: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        _rewritten(file, lambda name, content: None if name == f"{table}.jsonl" else content)

    return change


def _rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            if (changed := change(name, content)) is not None:
                new.writestr(name, changed)


def _manifest(**values: object) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        _rewritten(file, lambda name, content: json.dumps(json.loads(content) | values).encode()
                   if name == archives.MANIFEST else content)  # fmt: skip

    return change


def _line(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda file: _rewritten(
        file, lambda name, content: change(content) if name == "aggregate.jsonl" else content
    )


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _forgotten(file: Path) -> None:
    _without("label")(file)
    with zipfile.ZipFile(file) as opened:
        rows = json.loads(opened.read(archives.MANIFEST))["rows"]
    _manifest(rows={name: count for name, count in rows.items() if name != "label"})(file)


DAMAGED = {
    "cut": (_cut, "abîmée"),
    "without a part": (_without("label"), "abîmée"),
    "that never had a table": (_forgotten, "il y manque label"),
    "with fewer rows than it says": (_line(lambda content: content.splitlines()[0]), "incomplète"),
    "with a line cut": (_line(lambda content: content[:-20]), "abîmée"),
    "with a day that is none": (_line(lambda content: content.replace(b"2026-11-1", b"2026-13-9")), "illisible"),
    "with a column of another program": (_line(lambda content: content.replace(b'"measure"', b'"mesure"')), "colonnes"),
    "of a newer program": (_manifest(revisions=["9999"]), "version plus récente"),
    "of another program": (_manifest(program="autre"), "n'est pas une sauvegarde"),
    "with a manifest of another kind": (_manifest(rows=["label"]), "n'est pas une sauvegarde"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGED.values(), ids=DAMAGED.keys())
async def test_a_backup_is_refused_with_nothing_changed(
    house: House, tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    await live(house.database)
    file = await backup(house, tmp_path)
    damage(file)
    before = await everything(house.database)
    with pytest.raises(BackupUnreadable, match=f"{said}.*rien n'a été changé"):
        await restore(house, file)
    assert await everything(house.database) == before


def _columns(connection: Connection, name: str) -> set[str]:
    return {each["name"] for each in inspect(connection).get_columns(name)}


async def test_a_backup_of_older_tables_is_put_back_then_migrated(house: House, tmp_path: Path) -> None:
    async with Database(f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite'}") as old:
        async with old.write() as connection:
            await connection.run_sync(migrate.upgrade, ["0001"])
            for name in ("conversation", "transcript"):
                table = next(each for each in every_table() if each.name == name)
                held = await connection.run_sync(_columns, name)
                rows = [{key: value for key, value in row(table, day).items() if key in held} for day in range(3)]
                await connection.execute(table.insert(), rows)
        async with a_house(old, tmp_path, engine=None) as lived:
            file = await backup(lived, tmp_path)
    await live(house.database)
    assert (await restore(house, file))["conversation"] == 3
    after = await everything(house.database)
    assert (len(after["conversation"]), len(after["transcript"]), len(after["label"])) == (3, 3, 0)
    async with house.database.read() as connection:
        assert await connection.run_sync(migrate.revisions) == migrate.heads()


async def test_a_disk_that_is_full_leaves_no_part_of_a_backup(house: House, tmp_path: Path) -> None:
    await live(house.database)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    folder = tmp_path / "backups"
    await backup(house, folder)
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        with pytest.raises(BackupUnwritten, match="ne peut pas être écrite"):
            await backup(house, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_a_column_of_a_new_kind_cannot_be_left_out_of_backups() -> None:
    table = Table("t", MetaData(), Column("lasts", Interval))
    with pytest.raises(UnknownColumn, match=r"t\.lasts"):
        packed(table, {"lasts": 1})
