"""Builds a house for a test: a real database of its own, the house's sentences, and a fake engine."""

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine.url import make_url

from bot.clock import Clock, system_clock
from bot.engine.engine import Engines
from bot.house import House
from bot.limits import Limiter
from bot.ordering import LocalOrdering, PostgresOrdering
from bot.settings import Settings
from bot.signals import LocalSignals, PostgresSignals
from bot.store.database import Database
from bot.wordings import Wordings
from tests.channels.telegram.engine import PhoneEngine

DATABASES = ("sqlite", "postgresql")
SERVER = os.environ.get("BEFFROI_TEST_DATABASE_URL", "postgresql+asyncpg://127.0.0.1:5432/test")


@asynccontextmanager
async def a_house(
    folder: Path,
    *,
    database: str = "sqlite",
    engine: Any = None,
    clock: Clock = system_clock,
    limit: int = 10_000,
    **settings: Any,
) -> AsyncIterator[House]:
    """Give a house on a database made for it; `settings` replace the defaults. Skips where no PostgreSQL answers."""
    async with _database(folder, database) as (store, schema):
        values = {"data_dir": folder, "database_url": store.url, "secret_key": "a secret of the tests"} | settings
        engines = Engines(engine or PhoneEngine(), version="test")  # type: ignore[arg-type]
        house = House(Settings(**values), store, engines, Wordings.load(), clock=clock, limiter=Limiter(limit))
        if database == "postgresql":
            signals = PostgresSignals(store.url, name=schema)
            await signals.open()
            house.signals, house.ordering = signals, PostgresOrdering(store.url, max_turns=8)
        else:
            house.signals, house.ordering = LocalSignals(), LocalOrdering()
        try:
            yield house
        finally:
            await house.close()


@asynccontextmanager
async def _database(folder: Path, kind: str) -> AsyncIterator[tuple[Database, str]]:
    schema = f"test_{uuid.uuid4().hex[:12]}"
    if kind == "sqlite":
        async with Database(f"sqlite+aiosqlite:///{folder / 'beffroi.sqlite'}") as store:
            await store.migrate()
            yield store, ""
        return
    await _execute(f"CREATE SCHEMA {schema}")
    try:
        async with Database(SERVER, schema=schema) as store:
            await store.migrate()
            yield store, schema
    finally:
        await _execute(f"DROP SCHEMA {schema} CASCADE")


async def _execute(statement: str) -> None:
    dsn = make_url(SERVER).set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = await asyncpg.connect(dsn, timeout=3)
    except (OSError, asyncpg.PostgresError) as error:
        pytest.skip(f"no PostgreSQL answers at {make_url(SERVER).host} ({type(error).__name__})")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
