"""Finds, from the reference a person gives, what is kept of them: their conversations, or a request they left."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import PARIS
from bot.house import House
from bot.keeping import copies, rights
from bot.keeping.rights import ErasureReceipt
from bot.store.desk_tables import contact_requests
from bot.store.tables import conversations, erasures

CONTACT, TELEGRAM = "contact", "telegram"
REFERENCE = re.compile(rf"[0-9a-f]{{{rights.REFERENCE_DIGITS}}}")
REQUEST = re.compile(r"\d{4}-\d{5,}")
PHONE = re.compile(r"\d{5,16}")
TOLD = ("number", "service", "name", "email", "phone", "message", "transcript", "status", "answer")


@dataclass(frozen=True)
class Found:
    """Who was found: `channel` and `sender` as `rights` takes them, when they wrote, and the rows kept, by table."""

    channel: str
    sender: str
    first_at: datetime
    last_at: datetime
    counts: Mapping[str, int]


async def find(house: House, said: str) -> Found | None:
    """Return the person a reference leads to: that of a conversation, a request's number, a Telegram number."""
    given, columns = said.strip().lower(), await house.database.tables()
    async with house.database.read() as connection:
        if REQUEST.fullmatch(given):
            return await _request(connection, given)
        whose = await _whose(connection, given.replace("-", "").replace(" ", ""))
        return await _conversations(connection, columns, *whose) if whose else None


async def export(house: House, found: Found) -> dict[str, Any]:
    """Return the copy of what is kept; a request has `{"channel", "exported_at", "request"}`."""
    if found.channel != CONTACT:
        return await copies.export(house, found.channel, found.sender)
    query = select(contact_requests).where(contact_requests.c.number == found.sender)
    async with house.database.read() as connection:
        row = (await connection.execute(query)).one()
    at = house.clock().astimezone(PARIS).isoformat(timespec="seconds")
    return {"channel": CONTACT, "exported_at": at, "request": {name: row._mapping[name] for name in TOLD}}


async def erase(house: House, found: Found) -> ErasureReceipt:
    """Erase everything of whom was found, and return the receipt they are given."""
    if found.channel != CONTACT:
        return await rights.erase(house, found.channel, found.sender)
    now, mark = house.clock(), rights.digest(house, CONTACT, found.sender)
    async with house.database.write() as connection:
        await connection.execute(contact_requests.delete().where(contact_requests.c.number == found.sender))
        await connection.execute(erasures.insert().values(digest=mark, counts=dict(found.counts), at=now))
    await house.database.forget_pages()
    return ErasureReceipt(rights.number(now, mark), now, found.counts)


async def _whose(connection: AsyncConnection, given: str) -> tuple[str, str] | None:
    table = conversations
    query = select(table.c.channel, table.c.sender)
    if REFERENCE.fullmatch(given):
        rows = (await connection.execute(query.where(table.c.id.like(f"{given}%")).limit(2))).all()
        if len(rows) == 1:
            return rows[0].channel, rows[0].sender
    if PHONE.fullmatch(given):
        mine = (table.c.channel == TELEGRAM, table.c.sender == given)
        row = (await connection.execute(query.where(*mine).limit(1))).first()
        return (row.channel, row.sender) if row else None
    return None


async def _conversations(
    connection: AsyncConnection, columns: Mapping[str, list[str]], channel: str, sender: str
) -> Found:
    table = conversations
    mine = (table.c.channel == channel, table.c.sender == sender)
    ends = select(func.min(table.c.started_at), func.max(table.c.last_at)).where(*mine)
    first, last = (await connection.execute(ends)).one()
    ids = [row.id for row in await connection.execute(select(table.c.id).where(*mine))]
    counts = {"conversation": len(ids)}
    for name in sorted(name for name, held in columns.items() if "conversation_id" in held):
        counted = text(f'SELECT count(*) FROM "{name}" WHERE conversation_id IN :ids')
        counted = counted.bindparams(bindparam("ids", expanding=True))
        counts[name] = int((await connection.execute(counted, {"ids": ids})).scalar() or 0)
    return Found(channel, sender, first, last, {name: count for name, count in counts.items() if count})


async def _request(connection: AsyncConnection, number: str) -> Found | None:
    query = select(contact_requests).where(contact_requests.c.number == number)
    row = (await connection.execute(query)).first()
    if row is None:
        return None
    return Found(CONTACT, number, row.created_at, row.answered_at or row.created_at, {"contact_request": 1})
