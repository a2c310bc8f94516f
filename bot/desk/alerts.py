"""A promise kept by e-mail: told once when an aid opens, closes or changes its rule, and asked once what became of it."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.alert_letters import CONFIRM, post, state
from bot.house import House
from bot.store.alert_tables import alerts, outcomes
from bot.store.tables import outbox
from region import facts, rules
from region.programmes import Programme

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
        await post(connection, str(row["id"]), CONFIRM, now)
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


def said(house: House, row: Any) -> list[tuple[str, str]]:
    """The facts kept, as people read them."""
    return facts.listed(facts.read(row.facts), gazetteer=house.in_force().gazetteer)
