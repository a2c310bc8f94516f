"""A line to the assistant, on each database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.channels.telegram.phone import Line, a_line
from tests.houses import DATABASES


@pytest_asyncio.fixture(params=DATABASES)
async def line(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Line]:
    async with a_line(tmp_path, database=request.param) as opened:
        yield opened


@pytest_asyncio.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Line]:
    """A line on SQLite only, for what does not depend on the database."""
    async with a_line(tmp_path) as opened:
        yield opened
