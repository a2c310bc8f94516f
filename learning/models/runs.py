"""Trains and examines a candidate model while the one in service keeps answering, and remembers how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.store import audit
from bot.store.audit import Act
from learning.tables import comparisons, runs

RUNNING, DONE, FAILED, CANCELLED, LOST = "running", "done", "failed", "cancelled", "lost"
SILENT = timedelta(seconds=45)


class AlreadyTraining(RuntimeError):
    """A training is under way: one at a time."""


@dataclass(frozen=True)
class Run:
    """One training: where it is, and what became of it."""

    id: int
    state: str
    step: str
    done: int
    total: int
    author: str
    comment: str
    started_at: datetime
    beat_at: datetime
    ended_at: datetime | None
    sha256: str | None
    why: str | None
    log: str

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0


async def start(house: House, act: Act) -> int:
    """Open a training and return its number; raises AlreadyTraining. `carry_out` does the work."""
    now = house.clock()
    async with house.database.write() as connection:
        busy = (await connection.execute(select(runs).where(runs.c.state == RUNNING))).all()
        if any(row.beat_at > now - SILENT for row in busy):
            raise AlreadyTraining
        await _mark_lost(connection, [row.id for row in busy], now)
        values = {"state": RUNNING, "step": "files", "done": 0, "total": 0, "log": "", "beat_at": now}
        opened = {"author": act.author, "comment": act.comment, "started_at": now}
        number = int((await connection.execute(runs.insert().values(**values, **opened))).inserted_primary_key[0])
        await audit.note(connection, act, "training.start", number)
    return number


async def cancel(house: House, number: int, act: Act) -> None:
    """Ask a training to stop; it does at its next step."""
    async with house.database.write() as connection:
        mine = (runs.c.id == number) & (runs.c.state == RUNNING)
        await connection.execute(update(runs).where(mine).values(state=CANCELLED))
        await audit.note(connection, act, "training.cancel", number)


async def latest(house: House, *, count: int = 10) -> list[Run]:
    """Return the last trainings; one whose process went silent is told as lost."""
    now = house.clock()
    async with house.database.read() as connection:
        rows = (await connection.execute(select(runs).order_by(runs.c.id.desc()).limit(count))).all()
    silent = [row.id for row in rows if row.state == RUNNING and row.beat_at < now - SILENT]
    if silent:
        async with house.database.write() as connection:
            await _mark_lost(connection, silent, now)
    return [Run(**(dict(row._mapping) | ({"state": LOST} if row.id in silent else {}))) for row in rows]


async def comparison(house: House, sha256: str) -> Mapping[str, Any] | None:
    """Return the last comparison of a model, and `against`: the one that was in service."""
    query = select(comparisons).where(comparisons.c.sha256 == sha256).order_by(comparisons.c.id.desc()).limit(1)
    async with house.database.read() as connection:
        row = (await connection.execute(query)).first()
    return {"against": row.live, "at": row.at, **row.body} if row else None


async def _mark_lost(connection: AsyncConnection, numbers: Sequence[int], now: datetime) -> None:
    if numbers:
        lost = update(runs).where(runs.c.id.in_(numbers))
        await connection.execute(lost.values(state=LOST, ended_at=now))
