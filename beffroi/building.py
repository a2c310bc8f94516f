"""Puts the rooms' parts together: from settings to a house that can answer."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from tqdm import tqdm

from beffroi.said import say
from bot.clock import Clock, paris_day, system_clock
from bot.engine.engine import Engines
from bot.files import kept_private
from bot.house import House
from bot.running.limits import Limiter
from bot.running.ordering import PostgresOrdering
from bot.running.signals import PostgresSignals
from bot.settings import Settings
from bot.store import models
from bot.store.database import Database
from bot.store.models import ModelUnusable, ModelVersion
from bot.wordings import WORDINGS
from learning.models import scored, trained
from learning.models.exam import ExamFailed
from region.adapters import aides_territoires, opening
from region.adapters.company_api import CompanyApi
from region.problems import DataError


@asynccontextmanager
async def opened(settings: Settings, *, clock: Clock = system_clock, migrate: bool = True) -> AsyncIterator[House]:
    """Give a house on the settings' database, with no model yet; everything is closed at the end."""
    kept_private(settings.data_dir)
    database, register = Database(settings.database_url), CompanyApi(settings.company_api_url)
    aids = aides_territoires.where_set(settings.aides_territoires_url, settings.aides_territoires_token)
    try:
        if migrate:
            await database.migrate()
        house = await _house(settings, database, clock)
        with contextlib.suppress(DataError):  # told by what needs it: rights are exercised without the pack
            brought = await opening.read(database.read, today=paris_day(clock()))
            house.region = replace(brought.over(house.in_force()), register=register, aids=aids)
    except BaseException:
        await database.dispose()
        raise
    try:
        yield house
    finally:
        await register.close()
        if aids:
            await aids.close()
        await house.close()


async def _house(settings: Settings, database: Database, clock: Clock) -> House:
    house = House(settings, database, Engines(), WORDINGS, clock=clock, limiter=Limiter(settings.rate_per_minute))
    if not settings.is_sqlite:
        signals = PostgresSignals(settings.database_url)
        await signals.open()
        house.signals = signals
        house.ordering = PostgresOrdering(settings.database_url, max_turns=settings.max_turns)
    return house


async def load_model(house: House, *, train_again: bool = True) -> ModelVersion:
    """Put the published model in service; without one, or if it cannot be used, train it again.

    Raises ModelUnusable when `train_again` is false and the published model cannot be used.
    """
    version = await models.in_service(house.database)
    if version is None:
        print(say("first_training"), file=sys.stderr)
        version = await train(house, comment=say("first_model"))
    try:
        await _load(house, version)
    except ModelUnusable as error:
        if not train_again:
            raise
        print(say("trained_again", error=error), file=sys.stderr)
        version = await train(house, comment=say("replaces", version=version.sha256[:12]))
        await _load(house, version)
    return version


async def _load(house: House, version: ModelVersion) -> None:
    archive = await models.materialise(house.database, version.sha256, house.settings.models_dir)
    await house.engines.load(archive, version=version.sha256)
    house.metrics.model.set(1)


async def train(house: House, *, author: str = "cli", comment: str = "") -> ModelVersion:
    """Train on the project's files and operators' labels, keep the model and publish it."""
    with tqdm(desc=say("training"), unit=say("step"), disable=None) as bar:

        async def tell(step: str, done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.refresh()

        version = await trained.train(house, name=f"train-{os.getpid()}", author=author, comment=comment, tell=tell)
    async with house.database.write() as connection:
        await models.put_in_service(connection, version.sha256, author=author, comment=comment, at=version.trained_at)
    await house.signals.publish("model", sha256=version.sha256)
    await models.materialise(house.database, version.sha256, house.settings.models_dir)
    return version


async def examined(house: House, sha256: str) -> Mapping[str, Any] | None:
    """Examine a model and keep its figures, with a bar; None if it could not be examined."""
    with tqdm(desc=say("examining"), unit=say("step"), disable=None) as bar:

        def told(done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.refresh()

        try:
            return await scored.examine(house, sha256, told=told)
        except ExamFailed:
            return None


def run(work: Coroutine[Any, Any, int]) -> int:
    """Run a command's work to its end. Importing this module imports Rasa, which chooses the event loop: so not sooner."""
    return asyncio.run(work)


def settings() -> Settings:
    """Return the settings of this process's environment."""
    return Settings.read(os.environ)
