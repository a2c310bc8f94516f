"""Builds a house for a test, as the program does: on a real database, with signals and order across workers."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.clock import Clock, system_clock
from bot.engine.engine import Engines
from bot.house import House
from bot.running.limits import Limiter
from bot.running.ordering import LocalOrdering, PostgresOrdering
from bot.running.signals import LocalSignals, PostgresSignals
from bot.settings import Settings
from bot.store.database import Database
from bot.wordings import WORDINGS
from tests.regions import THE_REGION


@asynccontextmanager
async def a_house(
    store: Database, folder: Path, *, engine: Any, clock: Clock = system_clock, limit: int = 10_000, **settings: Any
) -> AsyncIterator[House]:
    """Give a house on `store`; `settings` replace the defaults. The store is closed with it."""
    values = {"data_dir": folder, "database_url": store.url, "secret_key": "a secret of the tests"} | settings
    engines = Engines(engine, version="test")
    house = House(Settings(**values), store, engines, WORDINGS, THE_REGION, clock=clock, limiter=Limiter(limit))
    if store.is_sqlite:
        house.signals, house.ordering = LocalSignals(), LocalOrdering()
    else:
        signals = PostgresSignals(store.url, name=f"test_{os.getpid()}")
        await signals.open()
        house.signals, house.ordering = signals, PostgresOrdering(store.url, max_turns=8)
    try:
        yield house
    finally:
        await house.close()
