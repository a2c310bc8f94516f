"""Puts the rooms' parts together: from settings to a house that can answer."""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.clock import Clock, paris_day, system_clock
from bot.engine import trainer
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
from bot.wordings import Wordings
from learning.models import snapshots
from learning.sentences import material
from region.adapters import opening


@asynccontextmanager
async def opened(settings: Settings, *, clock: Clock = system_clock, migrate: bool = True) -> AsyncIterator[House]:
    """Give a house on the settings' database, with no model yet; everything is closed at the end."""
    kept_private(settings.data_dir)
    database = Database(settings.database_url)
    try:
        if migrate:
            await database.migrate()
        house = await _house(settings, database, clock)
        register = await opening.put_in_force(
            database.read, company_api_url=settings.company_api_url, today=paris_day(clock())
        )
    except BaseException:
        await database.dispose()
        raise
    try:
        yield house
    finally:
        await register.close()
        await house.close()


async def _house(settings: Settings, database: Database, clock: Clock) -> House:
    house = House(
        settings, database, Engines(), Wordings.load(), clock=clock, limiter=Limiter(settings.rate_per_minute)
    )
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
    version = await models.in_service(house.database) or await train(house, comment="premier modèle")
    try:
        await _load(house, version)
    except ModelUnusable as error:
        if not train_again:
            raise
        print(f"beffroi : {error} Un nouvel entraînement commence.", file=sys.stderr)
        version = await train(house, comment=f"remplace {version.sha256[:12]}, inutilisable")
        await _load(house, version)
    return version


async def _load(house: House, version: ModelVersion) -> None:
    archive = await models.materialise(house.database, version.sha256, house.settings.models_dir)
    await house.engines.load(archive, version=version.sha256)
    house.metrics.model.set(1)


async def train(house: House, *, author: str = "cli", comment: str = "", quiet: bool = False) -> ModelVersion:
    """Train on the project's files and operators' labels, keep the model and publish it."""
    archive = house.settings.data_dir / "tmp" / "model.tar.gz"
    read = await material.write(house.database, house.settings.data_dir / "learning")
    async with house.database.read() as connection:
        snapshot = await snapshots.take(connection)
    seconds = await _followed(archive, read, house.settings.data_dir, quiet=quiet)
    sha256, now = models.version_of(archive), datetime.now(UTC)
    revision = _revision(read)
    version = ModelVersion(sha256, f"{now:%Y%m%d-%H%M%S}", revision, author, comment, now, seconds, snapshot)
    await models.register(house.database, archive, version)
    archive.unlink()
    async with house.database.write() as connection:
        await models.publish(connection, sha256, author=author, comment=comment, at=now)
    await house.signals.publish("model", sha256=sha256)
    await models.materialise(house.database, sha256, house.settings.models_dir)
    return version


async def _followed(archive: Path, read: Sequence[Path], data_dir: Path, *, quiet: bool) -> float:
    seconds = 0.0
    async with trainer.training(archive, read, data_dir=data_dir) as lines:
        with tqdm(desc="Entraînement", unit="étape", disable=None if not quiet else True) as bar:
            async for line in lines:
                seconds = _shown(bar, line) or seconds
    return seconds


def _shown(bar: Any, line: Any) -> float | None:
    if "seconds" in line:
        return float(line["seconds"])
    bar.total = line["total"]
    bar.n = line["done"]
    bar.refresh()
    return None


def _revision(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for place in files:
        for file in sorted(place.rglob("*.yml")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def run(work: Coroutine[Any, Any, int]) -> int:
    """Run a command's work to its end. Importing this module imports Rasa, which chooses the event loop: so not sooner."""
    return asyncio.run(work)


def settings() -> Settings:
    """Return the settings of this process's environment."""
    return Settings.read(os.environ)
