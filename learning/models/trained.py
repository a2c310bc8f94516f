"""Trains one model on the project's files and what operators taught, and keeps it: the one way from sentences to a model."""

import asyncio
import hashlib
import shutil
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.clock import system_clock
from bot.engine import trainer
from bot.house import House
from bot.store import models
from bot.store.models import ModelVersion
from learning.models import snapshots
from learning.sentences import exporting
from nlu import intents

Tell = Callable[[str, int, int], Awaitable[None]]


async def train(house: House, *, name: str, author: str, comment: str, tell: Tell) -> ModelVersion:
    """Train, register and return a model, which is not published; `tell` hears each step, done and total.

    `name` is the folder it works in, under the data folder; nothing is left of it. Raises TrainingFailed, and what
    `tell` raises.
    """
    folder = house.settings.data_dir / "tmp" / name
    archive, seconds = folder / "model.tar.gz", 0.0
    try:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        files = await exporting.write_files(house.database, folder / "nlu")
        async with house.database.read() as connection:
            snapshot = await snapshots.take(connection)
        async with trainer.training(archive, files, data_dir=house.settings.data_dir) as lines:
            async for line in lines:
                seconds = line.get("seconds", seconds)
                if "step" in line:
                    await tell(line["step"], line["done"], line["total"])
        sha256, now = models.version_of(archive), system_clock()
        version = ModelVersion(
            sha256, f"{now:%Y%m%d-%H%M%S}", _revision(files), author, comment, now, seconds, snapshot
        )
        await models.register(house.database, archive, version)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
    return version


def _revision(files: Sequence[Path]) -> str:
    """Return the hash of all that was learnt from."""
    digest = hashlib.sha256()
    for place in [*files, intents.FILE]:
        for file in sorted(place.rglob("*.yml")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
