"""The requests that contest a condition of an aid, counted by condition."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from bot.desk.requests import ANSWERED
from bot.house import House
from bot.store.desk_tables import contact_requests


@dataclass(frozen=True)
class Contested:
    """A condition that people contest: how many times, how many wait, and when last."""

    programme: str
    condition: str
    times: int
    waiting: int
    last: datetime


async def contested(house: House) -> list[Contested]:
    """Return the conditions contested, the most contested first."""
    rows = contact_requests.c
    waiting = func.sum(case((rows.status == ANSWERED, 0), else_=1))
    query = (
        select(rows.programme, rows.condition, func.count(), waiting, func.max(rows.created_at))
        .where(rows.condition.is_not(None))
        .group_by(rows.programme, rows.condition)
        .order_by(func.count().desc(), func.max(rows.created_at).desc())
    )
    async with house.database.read() as connection:
        return [Contested(*row) for row in await connection.execute(query)]


async def about(house: House, programme: str, condition: str) -> list[Any]:
    """Return the rows that contest a condition, newest first."""
    rows = contact_requests.c
    query = select(contact_requests).where(rows.programme == programme, rows.condition == condition)
    async with house.database.read() as connection:
        return list(await connection.execute(query.order_by(rows.id.desc()).limit(100)))
