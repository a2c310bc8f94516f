"""A turn's transactions: written once, all or nothing, on both databases, and patient with a locked file."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Column, Integer, MetaData, String, Table, bindparam, select, update
from sqlalchemy.engine import Connection

from bot.clock import system_clock
from bot.store.database import Database, DatabaseUnavailable
from bot.store.statement import Statement
from bot.store.types import UtcDateTime

visits = Table(
    "visit_of_the_tests",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("town", String(20), unique=True),
    Column("at", UtcDateTime),
)
ADD = Statement(visits.insert(), "town", "at")
RENAME = Statement(update(visits).where(visits.c.town == bindparam("of_town")), "town")


@pytest_asyncio.fixture
async def store(database: Database) -> AsyncIterator[Database]:
    """Give a database with one table more, for the length of a test."""
    await database.transact(visits.create)
    yield database
    await database.transact(visits.drop)


def towns(connection: Connection) -> list[str]:
    return [str(row.town) for row in connection.execute(select(visits.c.town).order_by(visits.c.id))]


async def test_rows_are_added_and_counted(store: Database) -> None:
    at = system_clock()
    assert await store.transact(ADD.run, {"town": "Lens", "at": at}, {"town": "Laon", "at": at}) == 2
    assert await store.transact(RENAME.run, {"of_town": "Lens", "town": "Arras"}) == 1
    assert await store.transact(RENAME.run, {"of_town": "nowhere", "town": "Douai"}) == 0
    assert await store.transact(towns) == ["Arras", "Laon"]
    assert await store.transact(lambda connection: connection.execute(select(visits.c.at)).scalars().first()) == at


async def test_a_transaction_that_fails_leaves_nothing(store: Database) -> None:

    def fails(connection: Connection) -> None:
        ADD.run(connection, {"town": "Lens", "at": None})
        raise LookupError("after the first statement")

    with pytest.raises(LookupError):
        await store.transact(fails)
    with pytest.raises(Exception, match="(?i)unique"):
        await store.transact(ADD.run, *({"town": "Laon", "at": None} for _ in range(2)))
    assert await store.transact(towns) == []
    await store.transact(ADD.run, {"town": "Douai", "at": None})
    assert await store.transact(towns) == ["Douai"]


async def test_a_file_locked_for_a_while_is_waited_for_without_stopping_the_loop(tmp_path: Path) -> None:
    file = tmp_path / "beffroi.sqlite"
    async with Database(f"sqlite+aiosqlite:///{file}") as database:
        await database.transact(visits.create)
        locked = threading.Event()

        def lock() -> None:
            other = sqlite3.connect(file)
            other.execute("BEGIN IMMEDIATE")
            locked.set()
            time.sleep(0.5)
            other.close()

        holder = threading.Thread(target=lock)
        holder.start()
        locked.wait()
        ticks: list[float] = []
        ticking = asyncio.create_task(_tick(ticks))
        assert await database.transact(ADD.run, {"town": "Lens", "at": None}) == 1
        ticking.cancel()
        holder.join()
        assert len(ticks) >= 5


async def _tick(ticks: list[float]) -> None:
    while True:
        ticks.append(time.monotonic())
        await asyncio.sleep(0.02)


async def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "beffroi.sqlite"
    file.write_bytes(b"not a database" * 400)
    async with Database(f"sqlite+aiosqlite:///{file}") as database:
        with pytest.raises(DatabaseUnavailable, match="illisible"):
            await database.transact(towns)
