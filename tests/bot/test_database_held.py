"""Another program holds the database, or it is not there: one sentence after a while, and service as before after it."""

import asyncio
import hashlib
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.running.ordering import PostgresOrdering
from bot.store.database import Database, DatabaseRefused, DatabaseUnavailable
from tests.logs import everything_logged

CANARY = "Camille Delannoy 06 39 98 12 34"
END = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
    " AND classid = CAST(CAST(:high AS BIGINT) AS OID) AND objid = CAST(CAST(:low AS BIGINT) AS OID)"
)
NOWHERE = "postgresql+asyncpg://127.0.0.1:9/nowhere"


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path) -> Path:
    copied = tmp_path / "beffroi.sqlite"
    copied.write_bytes(sqlite_template.read_bytes())
    return copied


@pytest_asyncio.fixture
async def hurried(file: Path) -> AsyncIterator[Database]:
    """Give a database that waits for others for a fifth of a second only."""
    async with Database(f"sqlite+aiosqlite:///{file}", patience=0.2) as opened:
        yield opened


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the file as any command of the house, or any tool, may."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def banner(connection: Connection, name: str) -> int:
    values = "VALUES (:name, '{}', 'ada', '', '2026-11-26 10:00:00')"
    return int(connection.execute(text(f"INSERT INTO switch {values}"), {"name": name}).rowcount)


def count(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM switch")).scalar() or 0)


async def test_a_turn_is_written_again_once_the_file_is_let_go(hurried: Database, file: Path) -> None:
    for turn in range(3):
        with held(file), pytest.raises(DatabaseUnavailable, match="verrouillée par un autre programme"):
            await hurried.transact(banner, f"held-{turn}")
        assert await hurried.transact(banner, f"free-{turn}") == 1
    assert await hurried.transact(count) == 3


async def test_a_page_is_written_again_once_the_file_is_let_go(hurried: Database, file: Path) -> None:
    for turn in range(3):
        with held(file), pytest.raises(DatabaseUnavailable, match="verrouillée"):
            async with hurried.write() as connection:
                await connection.run_sync(banner, f"held-{turn}")
        async with hurried.write() as connection:
            await connection.run_sync(banner, f"free-{turn}")
    async with hurried.read() as connection:
        assert await connection.run_sync(count) == 3


async def test_nobody_waits_longer_for_being_second(hurried: Database, file: Path) -> None:
    loop = asyncio.get_running_loop()
    with held(file):
        started = loop.time()
        told = await asyncio.gather(*(hurried.transact(banner, str(n)) for n in range(10)), return_exceptions=True)
        assert loop.time() - started < 1.5  # one after the other, they would wait for two seconds
    assert all(isinstance(each, DatabaseUnavailable) for each in told)
    assert await hurried.transact(banner, "free") == 1


async def test_a_writer_of_this_process_is_waited_for_however_slow_the_machine(hurried: Database) -> None:
    async def slow() -> None:
        async with hurried.write() as connection:
            await connection.run_sync(banner, "slow")
            time.sleep(0.5)

    await asyncio.gather(slow(), *(hurried.transact(banner, str(number)) for number in range(5)))
    assert await hurried.transact(count) == 6


async def test_what_is_read_does_not_wait_for_a_writer(hurried: Database, file: Path) -> None:
    with held(file):
        async with hurried.read() as connection:
            assert await connection.run_sync(count) == 0


async def test_a_cancelled_writer_leaves_the_way_free(hurried: Database, file: Path) -> None:
    with held(file):
        writing = asyncio.create_task(hurried.transact(banner, "gone"))
        await asyncio.sleep(0.05)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    assert await hurried.transact(banner, "free") == 1


async def test_a_table_held_on_a_server_is_waited_for_then_told(postgres_schema: str, place: tuple[str, str]) -> None:
    url, schema = place
    if not schema:
        pytest.skip("SQLite has no lock on a table")
    async with Database(url, schema=schema) as one, Database(url, schema=schema) as other:
        await one.migrate()
        async with one.write() as holding:
            await holding.exec_driver_sql("LOCK TABLE switch IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(DatabaseUnavailable, match="verrouillée"):
                await other.transact(count)
        assert await other.transact(count) >= 0


async def test_a_server_that_is_away_is_told_by_every_engine() -> None:
    ordering = PostgresOrdering(NOWHERE, max_turns=2)
    async with Database(NOWHERE) as away:
        with pytest.raises(DatabaseUnavailable, match="ne répond pas"):
            await away.transact(count)
        with pytest.raises(DatabaseUnavailable, match="ne répond pas"):
            async with away.read():
                pass
        with pytest.raises(DatabaseUnavailable, match="ne répond pas"):
            async with ordering.hold("web:ada"):
                pass
    await ordering.close()


async def test_a_server_with_no_connection_left_is_told(place: tuple[str, str | None]) -> None:
    url, schema = place
    if not schema:
        pytest.skip("SQLite has no server")
    ordering = PostgresOrdering(url, max_turns=1)
    async with ordering.hold("web:ada"):
        with pytest.raises(DatabaseUnavailable):
            async with ordering.hold("web:bob"):
                pass
    await ordering.close()


async def test_a_turn_whose_lock_went_away_is_not_lost(place: tuple[str, str | None]) -> None:
    url, schema = place
    if not schema:
        pytest.skip("SQLite has no server")
    ordering = PostgresOrdering(url, max_turns=2)
    async with Database(url, schema=schema) as database:
        async with ordering.hold("web:terminated"):
            async with database.write() as connection:
                key = int.from_bytes(hashlib.blake2b(b"web:terminated", digest_size=8).digest(), signed=True)
                parts = {"high": (key >> 32) & 0xFFFFFFFF, "low": key & 0xFFFFFFFF}
                ended = await connection.execute(text(END), parts)
                assert ended.scalars().all() == [True]
        async with ordering.hold("web:terminated"):
            pass
    await ordering.close()


BROKEN = {
    "a row twice": ("INSERT INTO operator_session (digest, operator_id, csrf, verified, state, created_at, last_at)"
                    " SELECT :said, 1, 'c', TRUE, '{}', now_is, now_is FROM (SELECT CURRENT_TIMESTAMP AS now_is) AS n, "
                    "(SELECT 1 UNION ALL SELECT 2) AS twice"),
    "nothing where something must be": "INSERT INTO desk_wait (conversation_id, asked_at) VALUES (:said, NULL)",
    "a value of another type": "INSERT INTO learning_mark (name, value) VALUES ('m', CAST(:said AS INTEGER) / 0 + 0)",
    "no such column": "SELECT :said, nothing FROM desk_wait",
}  # fmt: skip


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN.keys())
async def test_no_error_of_a_database_says_what_was_in_the_row(database: Database, statement: str) -> None:
    with everything_logged() as logs:
        try:
            async with database.write() as connection:
                await connection.execute(text(statement), {"said": CANARY})
        except (DatabaseRefused, DatabaseUnavailable) as error:
            logging.getLogger("tests").exception("failed: %s", error)
            told = [str(error), repr(error)]
        else:
            told = []
    assert not any(CANARY[:7] in each for each in told)
    ours = {line for line in logs.lines if CANARY[:7] in line and not line.startswith("aiosqlite")}
    assert not ours


async def test_a_text_no_database_can_hold_is_refused_without_being_told(database: Database) -> None:
    with pytest.raises((DatabaseRefused, UnicodeEncodeError)) as told:
        async with database.write() as connection:
            await connection.execute(text("SELECT CAST(:said AS TEXT)"), {"said": f"{CANARY}\ud800"})
    assert CANARY[:7] not in str(told.value)
