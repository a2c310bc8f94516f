"""Writes the letters of an alert when an aid opens, closes or changes its rule, and asks once what became of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.store.alert_tables import alerts
from bot.store.tables import outbox
from region.in_force import InForce
from region.programmes import Programme

CONFIRM_WITHIN = timedelta(days=2)
CHANNEL = "email"
ASKED_AFTER = timedelta(days=30)
OPENED, CLOSED, CHANGED, ASKED, CONFIRM = "opened", "closed", "changed", "asked", "confirm"


def state(programme: Programme, region: InForce) -> dict[str, str]:
    """What an alert watches of an aid: its rules, and whether it is open."""
    closed = programme.over(region.today)
    return {"rules": programme.rules_version, "calendar": "closed" if closed else programme.calendar}


async def look(house: House) -> int:
    """Post a letter for each aid that changed, and each question that is due; returns how many."""
    region, now, posted = house.in_force(), house.clock(), 0
    async with house.database.write() as connection:
        late = alerts.c.confirmed_at.is_(None) & (alerts.c.created_at < now - CONFIRM_WITHIN)
        await connection.execute(delete(alerts).where(late))
        for row in (await connection.execute(select(alerts).where(alerts.c.confirmed_at.is_not(None)))).all():
            posted += await _told(connection, row, region, now)
    if posted:
        await house.signals.publish("outbox")
    return posted


async def _told(connection: AsyncConnection, row: Any, region: InForce, now: datetime) -> int:
    programme = region.catalogue.programmes.get(row.programme)
    if programme is None:
        return 0
    standing, posted = state(programme, region), 0
    if standing != row.seen:
        await post(connection, row.id, _news(row.seen, standing), now)
        await connection.execute(update(alerts).where(alerts.c.id == row.id).values(seen=standing))
        posted += 1
    if row.asked_at is None and row.confirmed_at < now - ASKED_AFTER:
        await post(connection, row.id, ASKED, now)
        await connection.execute(update(alerts).where(alerts.c.id == row.id).values(asked_at=now))
        posted += 1
    return posted


def _news(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if before["calendar"] != now["calendar"] and now["calendar"] in ("open", "closed"):
        return OPENED if now["calendar"] == "open" else CLOSED
    return CHANGED


async def post(connection: AsyncConnection, alert: str, kind: str, now: datetime) -> None:
    """Put a letter in the outbox; it is written from the alert when it leaves, so that it holds no address."""
    last = (
        await connection.execute(select(func.max(outbox.c.position)).where(outbox.c.conversation_id == alert))
    ).scalar()
    row = {"conversation_id": alert, "position": (last or 0) + 1, "channel": CHANNEL, "sender": alert, "author": None}
    body = {"text": "", "kind": kind}
    await connection.execute(
        outbox.insert().values(
            **row,
            external_id=f"{alert}-{(last or 0) + 1}",
            body=body,
            status="pending",
            attempts=0,
            not_before=now,
            created_at=now,
        )
    )


async def of_letter(house: House, alert: str) -> Any:
    """Return the alert a letter belongs to, None when it is gone."""
    async with house.database.read() as connection:
        return (await connection.execute(select(alerts).where(alerts.c.id == alert))).first()
