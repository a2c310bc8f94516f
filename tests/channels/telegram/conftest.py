"""A line to the assistant: on each database, or on SQLite with the settings a test chooses."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.store.database import Database
from tests.channels.telegram.phone import Line, a_line

OpenLine = Callable[..., AbstractAsyncContextManager[Line]]


@pytest_asyncio.fixture
async def line(database: Database, tmp_path: Path) -> AsyncIterator[Line]:
    """A line on each database."""
    async with a_line(database, tmp_path) as opened:
        yield opened


@pytest.fixture
def open_line(sqlite_template: Path, tmp_path: Path) -> OpenLine:
    """Open a line on SQLite, with settings of the test's own."""

    def opened(**options: Any) -> AbstractAsyncContextManager[Line]:
        file = tmp_path / "line.sqlite"
        shutil.copy(sqlite_template, file)
        return a_line(Database(f"sqlite+aiosqlite:///{file}"), tmp_path, **options)

    return opened


@pytest_asyncio.fixture
async def quick(open_line: OpenLine) -> AsyncIterator[Line]:
    """A line on SQLite only, for what does not depend on the database."""
    async with open_line() as opened:
        yield opened
