"""Killed at any step of a turn, the assistant answers every message it received once, and only once."""

import subprocess
import sys

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import project
from bot.house import House
from bot.store.tables import inbox, outbox, transcripts
from bot.turn import STEPS, recover

NAMES = [step.__name__ for step in STEPS]
UNRECEIVED = NAMES[: NAMES.index("receive")]


async def of(connection: AsyncConnection, table, step: str) -> int:
    query = select(func.count()).select_from(table).where(table.c.external_id == f"message-{step}")
    return (await connection.execute(query)).scalar()


async def test_a_turn_killed_at_each_step_is_done_once_after_restart(house: House, request) -> None:
    schema = "" if house.database.is_sqlite else request.getfixturevalue("postgres_schema")
    folder = str(house.settings.data_dir)
    command = [sys.executable, "-m", "tests.bot.killed", house.database.url, schema, folder, *NAMES]
    done = subprocess.run(command, cwd=project.ROOT, capture_output=True, text=True, check=True)
    reached = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines()}
    assert set(reached) == set(NAMES), done.stderr
    assert all(state == "killed" for state in reached.values())

    await recover(house)
    async with house.database.read() as connection:
        for step in NAMES:
            expected = 0 if step in UNRECEIVED else 1
            assert await of(connection, inbox, step) == expected, step
            assert await of(connection, transcripts, step) == expected, step
            assert await of(connection, outbox, step) == expected, step
        assert not (await connection.execute(select(inbox).where(inbox.c.status != "done"))).all()
