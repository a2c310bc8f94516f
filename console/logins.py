"""Slows down whoever tries passwords, and keeps the security log."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from console.tables import logins

WINDOW = timedelta(minutes=15)
FOR_NAME, FOR_ADDRESS = 6, 30
FAILED, DONE, THROTTLED = "failed", "done", "throttled"


async def note(connection: AsyncConnection, name: str, address: str, outcome: str, *, now: datetime) -> None:
    values = {"name": name.strip()[:64], "address": address[:64], "outcome": outcome, "at": now}
    await connection.execute(logins.insert().values(**values))


async def throttled(connection: AsyncConnection, name: str, address: str, *, now: datetime) -> bool:
    """Tell whether this name, or this address, failed too often these last minutes."""
    since = (logins.c.at > now - WINDOW) & (logins.c.outcome == FAILED)
    for column, value, most in ((logins.c.name, name.strip()[:64], FOR_NAME), (logins.c.address, address, FOR_ADDRESS)):
        count = (await connection.execute(select(func.count()).where(since & (column == value)))).scalar() or 0
        if count >= most:
            return True
    return False


async def latest(connection: AsyncConnection, *, count: int = 50) -> list[object]:
    return list(await connection.execute(select(logins).order_by(logins.c.id.desc()).limit(count)))
