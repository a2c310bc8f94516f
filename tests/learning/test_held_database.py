"""A training goes on while another program holds the database for a moment; a stop asked meanwhile is still heard."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store.database import Database
from learning.models import runs
from learning.models.journal import Cancelled, Journal
from learning.tables import runs as table
from tests.houses import a_house
from tests.learning.messages import ACT


async def test_a_note_is_lost_and_the_training_is_not(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "beffroi.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    store = Database(f"sqlite+aiosqlite:///{file}", patience=0.2)
    async with a_house(store, tmp_path, engine=None) as house:
        journal = Journal(house, await runs.start(house, ACT))
        async with store.write():
            await journal.tell("examine", 3, 10, force=True)
        await journal.tell("examine", 4, 10, force=True)
        async with store.read() as connection:
            row = (await connection.execute(select(table))).one()
        assert row.done == 4
        assert "3/10 examine" in row.log
        await runs.cancel(house, journal.number, ACT)
        with pytest.raises(Cancelled):
            await journal.tell("examine", 5, 10, force=True)
