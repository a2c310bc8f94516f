"""Trains and examines a candidate model while the one in service keeps answering, and remembers how far it is."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.engine import trainer
from bot.house import House
from bot.store import audit, models
from bot.store.audit import Act
from bot.store.database import DatabaseUnavailable
from bot.store.models import ModelVersion
from learning.models import answers, exam, examination, open_exam, trained
from learning.models.compare import Guess, Question, figures
from learning.models.compare import by_intent as scores_by_intent
from learning.models.trying import TrialFailed
from learning.tables import comparisons, runs

log = logging.getLogger(__name__)
RUNNING, DONE, FAILED, CANCELLED, LOST = "running", "done", "failed", "cancelled", "lost"
SILENT = timedelta(seconds=45)
BEAT_SECONDS = 1.0
LOG_LINES = 200
EXAM_STEPS, ANSWER_STEPS = 20, 8
"""Of the bar, for the examination of both models and for their answers."""


class AlreadyTraining(RuntimeError):
    """A training is under way: one at a time."""


class Cancelled(Exception):
    """An operator stopped the training."""


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


async def carry_out(house: House, number: int, act: Act) -> None:
    """Train, register, examine, compare; every end, foreseen or not, is written in the run."""
    journal = Journal(house, number)
    beating = asyncio.create_task(journal.beat())
    try:
        version = await _trained(house, journal, act)
        await _compared(house, journal, version)
        await _answered(house, journal, version)
        await journal.end(DONE, sha256=version.sha256)
    except Cancelled:
        await journal.end(CANCELLED)
    except (trainer.TrainingFailed, exam.ExamFailed, OSError) as error:
        await journal.end(FAILED, why=str(error))
    except asyncio.CancelledError:
        await asyncio.shield(journal.end(LOST))
        raise
    except Exception as error:
        log.exception("training %s failed", number)
        await journal.end(FAILED, why=type(error).__name__)
    finally:
        beating.cancel()


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
        now = self._house.clock()
        values = {"state": state, "ended_at": now, "sha256": sha256, "why": why, "log": "\n".join(self._lines)}
        if state == DONE:
            values |= {"done": runs.c.total, "step": DONE}
        async with self._house.database.write() as connection:
            await connection.execute(update(runs).where(runs.c.id == self.number).values(**values))
        await self._house.signals.publish("training", id=self.number)


async def _trained(house: House, journal: Journal, act: Act) -> ModelVersion:
    async def tell(step: str, done: int, total: int) -> None:
        await journal.tell(step, done, total + EXAM_STEPS + ANSWER_STEPS)

    name = f"run-{journal.number}"
    return await trained.train(house, name=name, author=act.author, comment=act.comment, tell=tell)


async def _compared(house: House, journal: Journal, version: ModelVersion) -> None:
    live = await models.in_service(house.database)
    asked = await examination.prepared(house)
    after = await _asked(house, journal, version.sha256, asked.texts, first=0)
    before = await _asked(house, journal, live.sha256, asked.texts, first=EXAM_STEPS // 2) if live else []
    body = await asyncio.to_thread(asked.result, before, after)
    known = len(asked.questions)
    async with house.database.write() as connection:
        values = {"sha256": version.sha256, "live": live.sha256 if live else None, "at": house.clock(), "body": body}
        await connection.execute(comparisons.insert().values(**values))
        examined = {version.sha256: after} | ({live.sha256: before} if live and not live.figures else {})
        for sha256, guesses in examined.items():
            mine = update(models.model_versions).where(models.model_versions.c.sha256 == sha256)
            await connection.execute(mine.values(figures=_figures(asked.questions, guesses[:known])))


def _figures(questions: Sequence[Question], guesses: Sequence[Guess]) -> dict[str, Any]:
    """Return what a model keeps of its examination, also one that was trained from the terminal."""
    by_intent = scores_by_intent(questions, guesses)
    shown = open_exam.kept(questions, guesses)
    return {"figures": figures(questions, guesses), "by_intent": by_intent, "questions": len(questions), "open": shown}


async def _asked(house: House, journal: Journal, sha256: str, texts: Sequence[str], *, first: int) -> list[Any]:
    """Ask one model everything, telling the run how far it is."""
    archive = await models.materialise(house.database, sha256, house.settings.models_dir)
    heard = 0

    def told(count: int) -> None:
        nonlocal heard
        heard = count

    asking = asyncio.create_task(exam.ask(archive, texts, told=told))
    total = (await _total(house, journal.number)) or EXAM_STEPS
    try:
        while not (await asyncio.wait([asking], timeout=BEAT_SECONDS))[0]:
            done = total - ANSWER_STEPS - EXAM_STEPS + first + (EXAM_STEPS // 2) * heard // max(1, len(texts))
            await journal.tell("examine_live" if first else "examine", done, total, force=True)
    except Cancelled:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        raise
    return await asking


async def _answered(house: House, journal: Journal, version: ModelVersion) -> None:
    """Let both models answer the recent messages; where one cannot, the comparison says nothing of answers."""
    total = (await _total(house, journal.number)) or EXAM_STEPS

    async def told(done: int, count: int) -> None:
        await journal.tell("answers", total - ANSWER_STEPS + ANSWER_STEPS * done // max(1, count), total)

    try:
        await answers.keep(house, version.sha256, told=told)
    except TrialFailed:
        log.warning("the answers of model %s could not be replayed", version.sha256[:12])


async def _total(house: House, number: int) -> int:
    async with house.database.read() as connection:
        return (await connection.execute(select(runs.c.total).where(runs.c.id == number))).scalar() or 0


async def _mark_lost(connection: AsyncConnection, numbers: Sequence[int], now: datetime) -> None:
    if numbers:
        lost = update(runs).where(runs.c.id.in_(numbers))
        await connection.execute(lost.values(state=LOST, ended_at=now))
