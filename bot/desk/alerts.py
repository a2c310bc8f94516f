"""A promise kept by e-mail: told once when an aid opens, closes or changes its rule, and asked once what became of it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.store.alert_tables import alerts, outcomes
from bot.store.tables import outbox
from region import facts, rules
from region.in_force import InForce
from region.programmes import Programme

CHANNEL = "email"
ASKED_AFTER = timedelta(days=30)
CONFIRM_WITHIN = timedelta(days=2)
OPENED, CLOSED, CHANGED, ASKED, CONFIRM = "opened", "closed", "changed", "asked", "confirm"
MOST_UNCONFIRMED = 5
OBTAINED = ("yes", "no", "waiting")


def kept_facts(programme: Programme, stated: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that the aid's conditions read: nothing else is kept for an alert."""
    read = {name for condition in programme.conditions for name in rules.facts_of(condition.test)}
    return {name: value for name, value in stated.items() if name in read}


async def ask(house: House, email: str, verdict: Mapping[str, Any], *, conversation_id: str | None = None) -> None:
    """Keep an alert to be confirmed, and post the letter that asks for it; asked again, nothing more is posted."""
    region, now = house.in_force(), house.clock()
    programme = region.catalogue.programmes[verdict["programme"]]
    row = {
        "id": secrets.token_hex(16), "token": secrets.token_urlsafe(24), "conversation_id": conversation_id, "email": email,
        "programme": programme.slug, "facts": kept_facts(programme, verdict["facts"]), "failed": list(verdict["failed"]),
        "seen": state(programme, region), "created_at": now,
    }  # fmt: skip
    async with house.database.write() as connection:
        if await _enough(connection, email, programme.slug):
            return
        await connection.execute(alerts.insert().values(**row))
        await _post(connection, str(row["id"]), CONFIRM, now)
    await house.signals.publish("outbox")


async def _enough(connection: AsyncConnection, email: str, programme: str) -> bool:
    """Tell whether this address already has this alert, or so many to confirm that another letter would be a nuisance."""
    rows = (await connection.execute(select(alerts).where(alerts.c.email == email))).all()
    return (
        any(row.programme == programme for row in rows)
        or sum(row.confirmed_at is None for row in rows) >= MOST_UNCONFIRMED
    )


async def find(house: House, token: str) -> Any:
    """Return the alert of a letter's address, None once it is gone."""
    async with house.database.read() as connection:
        return (await connection.execute(select(alerts).where(alerts.c.token == token))).first()


async def confirm(house: House, token: str) -> None:
    """Begin to watch; a second confirmation changes nothing."""
    async with house.database.write() as connection:
        mine = (alerts.c.token == token) & alerts.c.confirmed_at.is_(None)
        await connection.execute(update(alerts).where(mine).values(confirmed_at=house.clock()))


async def stop(house: House, token: str) -> bool:
    """Unsubscribe: the address, the facts and the letters leave at once; False where there is nothing left."""
    row = await find(house, token)
    if row is None:
        return False
    async with house.database.write() as connection:
        await connection.execute(delete(outbox).where(outbox.c.conversation_id == row.id))
        await connection.execute(delete(alerts).where(alerts.c.id == row.id))
    await house.database.forget_pages()
    return True


async def answer(house: House, token: str, *, filed: bool, obtained: str | None) -> bool:
    """Count what became of the aid, without the person; the alert has done its work and leaves."""
    row = await find(house, token)
    if row is None:
        return False
    async with house.database.write() as connection:
        told = {
            "programme": row.programme,
            "failed": row.failed,
            "filed": filed,
            "obtained": obtained if filed else None,
        }
        await connection.execute(outcomes.insert().values(**told, at=house.clock()))
    return await stop(house, token)


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
        await _post(connection, row.id, _news(row.seen, standing), now)
        await connection.execute(update(alerts).where(alerts.c.id == row.id).values(seen=standing))
        posted += 1
    if row.asked_at is None and row.confirmed_at < now - ASKED_AFTER:
        await _post(connection, row.id, ASKED, now)
        await connection.execute(update(alerts).where(alerts.c.id == row.id).values(asked_at=now))
        posted += 1
    return posted


def _news(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if before["calendar"] != now["calendar"] and now["calendar"] in ("open", "closed"):
        return OPENED if now["calendar"] == "open" else CLOSED
    return CHANGED


async def _post(connection: AsyncConnection, alert: str, kind: str, now: datetime) -> None:
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


@dataclass(frozen=True)
class Outcome:
    """What became of an aid for people whom a condition (None: none) did not suit: how many filed, and had it."""

    programme: str
    condition: str | None
    told: int = 0
    filed: int = 0
    obtained: int = 0


async def by_condition(house: House) -> list[Outcome]:
    """Count what people said became of the aids, by the conditions that failed for them."""
    async with house.database.read() as connection:
        rows = (await connection.execute(select(outcomes))).all()
    found: dict[tuple[str, str | None], Outcome] = {}
    for row in rows:
        for condition in row.failed or [None]:
            key = (row.programme, condition)
            each = found.get(key, Outcome(*key))
            found[key] = Outcome(*key, each.told + 1, each.filed + row.filed, each.obtained + (row.obtained == "yes"))
    return sorted(found.values(), key=lambda each: (each.programme, each.condition or ""))


async def of_letter(house: House, alert: str) -> Any:
    """Return the alert a letter belongs to, None when it is gone."""
    async with house.database.read() as connection:
        return (await connection.execute(select(alerts).where(alerts.c.id == alert))).first()


def said(house: House, row: Any) -> list[tuple[str, str]]:
    """The facts kept, as people read them."""
    return facts.listed(facts.read(row.facts), gazetteer=house.in_force().gazetteer)
