"""Keeps a worker on the model last published: it hears of it, and looks by itself in case it did not hear."""

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.running.following import follow
from bot.store import models
from bot.store.models import ModelUnusable

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)
EVERY_SECONDS = 3.0


async def follow_models(house: "House", stop: asyncio.Event) -> None:
    """Load each newly published model until `stop`; one that cannot be loaded leaves the old one in service."""
    refused: set[str] = set()
    await follow(house.signals, ["model"], lambda: _follow_once(house, refused), stop, every=EVERY_SECONDS)


async def _follow_once(house: "House", refused: set[str]) -> None:
    version = await models.in_service(house.database)
    if version is None or version.sha256 in refused or version.sha256 == house.engines.version:
        return
    try:
        archive = await models.materialise(house.database, version.sha256, house.settings.models_dir)
        await house.engines.load(archive, version=version.sha256)
    except ModelUnusable as error:
        refused.add(version.sha256)
        log.error("model kept out: %s", error)
    else:
        house.memories.drop()
        house.metrics.model.set(1)
        log.info("model %s is in service", version.sha256[:12])
