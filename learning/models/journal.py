"""Writes where a training is while it goes on, and notices that it was cancelled."""

import asyncio
import contextlib
from datetime import datetime

from sqlalchemy import update

from bot.house import House
from bot.store.database import DatabaseUnavailable
from learning.models.runs import DONE, RUNNING
from learning.tables import runs

BEAT_SECONDS = 1.0
LOG_LINES = 200


class Cancelled(Exception):
    """An operator stopped the training."""


class Journal:
    """Writes where a training is, about once a second, and notices that it was cancelled."""

    def __init__(self, house: House, number: int) -> None:
        self._house, self.number = house, number
        self._lines: list[str] = []
        self._last: datetime | None = None
        self._total = 0

    async def tell(self, step: str, done: int, total: int, *, force: bool = False) -> None:
        """Note a step; raises Cancelled. A database that is held for a moment loses this note, not the training."""
        now = self._house.clock()
        self._lines.append(f"{now:%H:%M:%S} {done}/{total} {step}")
        if not force and self._last and (now - self._last).total_seconds() < BEAT_SECONDS:
            return
        self._last = now
        kept = "\n".join(self._lines[-LOG_LINES:])
        mine = (runs.c.id == self.number) & (runs.c.state == RUNNING)
        values = {"step": step[:96], "done": done, "total": total, "beat_at": now, "log": kept}
        with contextlib.suppress(DatabaseUnavailable):
            async with self._house.database.write() as connection:
                if not (await connection.execute(update(runs).where(mine).values(**values))).rowcount:
                    raise Cancelled
            await self._house.signals.publish("training", id=self.number)

    async def beat(self) -> None:
        """Say that this process lives, also while a long step says nothing."""
        mine = (runs.c.id == self.number) & (runs.c.state == RUNNING)
        while True:
            await asyncio.sleep(BEAT_SECONDS * 5)
            with contextlib.suppress(DatabaseUnavailable):
                async with self._house.database.write() as connection:
                    await connection.execute(update(runs).where(mine).values(beat_at=self._house.clock()))

    async def end(self, state: str, *, sha256: str | None = None, why: str | None = None) -> None:
        """Write how the training ended, and why."""
        now = self._house.clock()
        values = {"state": state, "ended_at": now, "sha256": sha256, "why": why, "log": "\n".join(self._lines)}
        if state == DONE:
            values |= {"done": runs.c.total, "step": DONE}
        async with self._house.database.write() as connection:
            await connection.execute(update(runs).where(runs.c.id == self.number).values(**values))
        await self._house.signals.publish("training", id=self.number)
