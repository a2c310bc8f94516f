"""Keeps a worker on the model last published: it hears of it, and looks by itself in case it did not hear."""

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.store import models
from bot.store.database import DatabaseUnavailable
from bot.store.models import ModelUnusable

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)
EVERY_SECONDS = 3.0


async def follow_models(house: "House", stop: asyncio.Event) -> None:
    """Load each newly published model until `stop`; one that cannot be loaded leaves the old one in service."""
    heard = asyncio.Event()
    forget = house.signals.listen("model", lambda _: heard.set())
    refused: set[str] = set()
    try:
        while not stop.is_set():
            heard.clear()
            await _follow_once(house, refused)
            await _either(heard, stop)
    finally:
        forget()


async def _follow_once(house: "House", refused: set[str]) -> None:
    try:
        version = await models.in_service(house.database)
        if version is None or version.sha256 in refused or version.sha256 == house.engines.version:
            return
        archive = await models.materialise(house.database, version.sha256, house.settings.models_dir)
        await house.engines.load(archive, version=version.sha256)
    except DatabaseUnavailable as error:
        log.warning("cannot look for a new model: %s", error)
    except ModelUnusable as error:
        refused.add(version.sha256 if version else "")
        log.error("model kept out: %s", error)
    else:
        house.memories.drop()
        house.metrics.model.set(1)
        log.info("model %s is in service", version.sha256[:12])


async def _either(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waits, timeout=EVERY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
