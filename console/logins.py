"""Slows down whoever tries passwords, and keeps the security log."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from console.tables import logins

WINDOW = timedelta(minutes=15)
KNOWN = timedelta(days=30)
SKEW = timedelta(minutes=2)
"""By how much the clocks of two machines may differ."""
FOR_NAME_THERE, FOR_NAME, FOR_ADDRESS, FOR_CODE = 6, 60, 30, 6
FAILED, DONE, THROTTLED, CODE = "failed", "done", "throttled", "code"
ALONE = 7_209_115
"""The lock of PostgreSQL under which one attempt at a time is counted."""


async def note(connection: AsyncConnection, name: str, address: str, outcome: str, *, now: datetime) -> int:
    """Write an attempt to sign in; returns its number."""
    values = {"name": name.strip()[:64], "address": address[:64], "outcome": outcome, "at": now}
    return int((await connection.execute(logins.insert().values(**values))).inserted_primary_key[0])


async def begin(connection: AsyncConnection, name: str, address: str, *, now: datetime) -> int | None:
    """Count an attempt as failed before anything is checked, so that a hundred at once are counted too.

    None when it may not be made: too many failed from this address, on this name from this address, or on this name
    from addresses its owner never signed in from. A stranger's failures never close the owner's own door.
    """
    await _alone(connection)
    here, name_is = logins.c.address == address[:64], logins.c.name == name.strip()[:64]
    known = await _count(connection, here & name_is & (logins.c.outcome == DONE) & (logins.c.at > now - KNOWN))
    failed = (logins.c.outcome == FAILED) & _lately(now)
    stopped = (
        await _count(connection, failed & here & name_is) >= FOR_NAME_THERE
        or await _count(connection, failed & here) >= FOR_ADDRESS
        or (not known and await _count(connection, failed & name_is) >= FOR_NAME)
    )
    number = await note(connection, name, address, THROTTLED if stopped else FAILED, now=now)
    return None if stopped else number


async def begin_code(connection: AsyncConnection, name: str, address: str, *, now: datetime) -> int | None:
    """Count a code of the second factor before it is checked; None after too many on this account, from anywhere."""
    await _alone(connection)
    mine = (logins.c.name == name.strip()[:64]) & (logins.c.outcome == CODE) & _lately(now)
    stopped = await _count(connection, mine) >= FOR_CODE
    number = await note(connection, name, address, THROTTLED if stopped else CODE, now=now)
    return None if stopped else number


async def succeeded(connection: AsyncConnection, attempt: int) -> None:
    """Mark an attempt as done."""
    await connection.execute(update(logins).where(logins.c.id == attempt).values(outcome=DONE))


async def _count(connection: AsyncConnection, which: Any) -> int:
    query = select(func.count()).select_from(logins).where(which)
    return (await connection.execute(query)).scalar() or 0


def _lately(now: datetime) -> Any:
    """What was tried in the last minutes; what is still to come was tried before the clock was set back."""
    return logins.c.at.between(now - WINDOW, now + SKEW)


async def _alone(connection: AsyncConnection) -> None:
    """Let one attempt be counted at a time; SQLite writes one by one already."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(ALONE)))


async def latest(connection: AsyncConnection, *, count: int = 50) -> list[object]:
    """Return the last attempts, the latest first."""
    return list(await connection.execute(select(logins).order_by(logins.c.id.desc()).limit(count)))
