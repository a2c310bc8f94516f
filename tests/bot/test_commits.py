"""The two commits of a turn on PostgreSQL: one statement each, that do what the transactions of SQLite do."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event

from bot.house import House
from bot.store import commits, conversations, straight
from bot.store.conversations import Incoming
from bot.store.database import Database
from bot.turn import take
from tests.fakes import FakeEngine
from tests.houses import a_house

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest_asyncio.fixture
async def counted(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    if database.is_sqlite:
        pytest.skip("SQLite asks nobody")
    async with a_house(database, tmp_path, engine=FakeEngine()) as house:
        yield house


async def test_a_turn_asks_the_server_four_times(counted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await take(counted, Incoming("web", "ada", "bonjour"))
    asked: list[str] = []
    execute = straight.Connection._do_execute

    async def noted(self: Any, query: str, *args: Any, **more: Any) -> Any:
        asked.append(query.split()[1])
        return await execute(self, query, *args, **more)

    monkeypatch.setattr(straight.Connection, "_do_execute", noted)
    event.listen(counted.database.engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    await take(counted, Incoming("web", "ada", "encore"))
    assert asked == ["pg_advisory_lock($1)", "mine", "moved", "pg_advisory_unlock($1)"]


async def received(database: Database, incoming: Incoming, *, by_transaction: bool = False, at: datetime = NOW) -> Any:
    if by_transaction:
        return await database.transact(conversations.receive, incoming, incoming.text, ["email"], now=at, idle=DAY)
    return await commits.receive(database, incoming, incoming.text, ["email"], now=at, idle=DAY)


async def test_a_message_is_received_as_by_a_transaction(database: Database) -> None:
    opened = await received(database, Incoming("web", "ada", "un", "m1"))
    for by_transaction in (False, True):
        again = await received(database, Incoming("web", "ada", "un", "m1"), by_transaction=by_transaction)
        assert again == opened
        name = f"later-{by_transaction}"
        later = await received(database, Incoming("web", "ada", "deux", name, "f" * 18), by_transaction=by_transaction)
        assert (later.done, later.conversation) == (False, opened.conversation)
        assert later.older == Incoming("web", "ada", "un", "m1")
    async with database.read() as connection:
        rows = (await connection.exec_driver_sql("SELECT * FROM inbox ORDER BY external_id")).mappings().all()
    assert [row["external_id"] for row in rows] == ["later-False", "later-True", "m1"]
    assert {**rows[0], "external_id": ""} == {**rows[1], "external_id": ""}


async def test_a_conversation_left_for_a_day_is_closed_and_another_opened(database: Database) -> None:
    first = await received(database, Incoming("web", "ada", "un", "m1"))
    last = await received(database, Incoming("web", "ada", "deux", "m2"), at=NOW + DAY)
    other = await received(database, Incoming("web", "ada", "trois", "m3"), at=NOW + DAY + timedelta(seconds=1))
    assert last.conversation.id == first.conversation.id != other.conversation.id
