"""Trains, examines and compares a candidate model, each step told in its run."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from bot.engine import trainer
from bot.house import House
from bot.store import models
from bot.store.audit import Act
from bot.store.models import ModelVersion
from learning.models import exam, examination, replayed, scored, trained
from learning.models.journal import BEAT_SECONDS, Cancelled, Journal
from learning.models.runs import CANCELLED, DONE, FAILED, LOST
from learning.models.trying import TrialFailed
from learning.tables import comparisons, runs

log = logging.getLogger(__name__)
EXAM_STEPS, ANSWER_STEPS = 20, 8
"""Of the bar, for the examination of both models and for their answers."""


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
            await connection.execute(mine.values(figures=scored.figures_of(asked.questions, guesses[:known])))


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
        await replayed.keep(house, version.sha256, told=told)
    except TrialFailed:
        log.warning("the answers of model %s could not be replayed", version.sha256[:12])


async def _total(house: House, number: int) -> int:
    async with house.database.read() as connection:
        return (await connection.execute(select(runs.c.total).where(runs.c.id == number))).scalar() or 0
