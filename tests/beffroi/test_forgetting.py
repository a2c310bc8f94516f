"""While the service runs, what is past its period leaves by itself."""

import asyncio
from datetime import timedelta

from aiohttp.test_utils import TestServer
from sqlalchemy import func, select, update

from beffroi.app import application
from bot import turn
from bot.house import House
from bot.store.conversations import Incoming
from bot.store.tables import transcripts


async def kept(house: House) -> int:
    async with house.database.read() as connection:
        return int((await connection.execute(select(func.count()).select_from(transcripts))).scalar() or 0)


async def test_old_messages_leave_while_the_service_runs(house: House) -> None:
    for sender in ("old", "new"):
        await turn.take(house, Incoming("web", sender, "bonjour"))
    past = house.clock() - timedelta(days=house.settings.retention.dialogue + 1)
    async with house.database.write() as connection:
        first = select(func.min(transcripts.c.id)).scalar_subquery()
        await connection.execute(update(transcripts).where(transcripts.c.id == first).values(at=past))
    async with TestServer(application(house)):
        for _ in range(200):
            if await kept(house) == 1:
                break
            await asyncio.sleep(0.05)
    assert await kept(house) == 1
