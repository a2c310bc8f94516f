"""Asks the model just published the smoke questions, and goes back when one fails."""

import asyncio
import logging

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.store import models
from bot.store.audit import Act
from bot.store.model_tables import publications
from bot.store.models import ModelVersion
from learning.models import exam
from learning.models.release import roll_back
from learning.tables import publication_states

log = logging.getLogger(__name__)
LOADED_WITHIN = 90.0
HOUSE = "beffroi"


async def verify(house: House) -> list[tuple[str, str | None]]:
    """Ask the model last published the smoke questions once this worker has loaded it; go back when one fails."""
    async with house.database.read() as connection:
        last = (await connection.execute(select(publications).order_by(publications.c.id.desc()).limit(1))).first()
        if last is None or await _is_checked(connection, last.id):
            return []
    wrong = await _smoked(house, last.sha256)
    if not wrong:
        await _mark_checked(house, last.id)
        return []
    previous = await previous_version(house)
    act = Act(HOUSE, house.clock(), ", ".join(text for text, _ in wrong))
    if previous is not None:
        await _mark_checked(house, last.id)
        await roll_back(house, previous.sha256, act)
    log.error("model %s failed its smoke questions", last.sha256[:12])
    return wrong


async def previous_version(house: House) -> ModelVersion | None:
    """Return the version that was in service before the present one."""
    query = select(publications.c.sha256).order_by(publications.c.id.desc()).limit(50)
    async with house.database.read() as connection:
        latest = [row.sha256 for row in await connection.execute(query)]
    older = next((sha256 for sha256 in latest if sha256 != latest[0]), None)
    return await models.find(house.database, older) if older else None


async def _smoked(house: House, sha256: str) -> list[tuple[str, str | None]]:
    """Wait for the model to be loaded here, then ask; a model that never loads failed too."""
    loop = asyncio.get_running_loop()
    until = loop.time() + LOADED_WITHIN
    while house.engines.version != sha256:
        if loop.time() > until:
            return [("chargement", None)]
        await asyncio.sleep(0.2)
    engine = house.engines.current
    assert engine is not None
    wrong = await exam.smokes(engine, house.in_force())
    return [(question.text, understood) for question, understood in wrong]


async def _is_checked(connection: AsyncConnection, number: int) -> bool:
    query = select(publication_states.c.checked).where(publication_states.c.publication_id == number)
    return bool((await connection.execute(query)).scalar() in (None, True))


async def _mark_checked(house: House, number: int) -> None:
    mine = publication_states.c.publication_id == number
    async with house.database.write() as connection:
        await connection.execute(update(publication_states).where(mine).values(checked=True))
