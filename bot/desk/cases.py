"""A checked case kept under a reference, which its holder prints and the front desk opens."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.house import House
from bot.store.desk_tables import case_files
from bot.store.tables import transcripts

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Neither 0, O, 1 nor I: a reference is read aloud and typed again."""
LENGTH, GROUP = 12, 4
LOOKED_BACK = 50
"""Turns in which the last case told is looked for."""


async def keep(house: House, verdict: Mapping[str, Any], *, conversation_id: str | None = None) -> str:
    """Keep a verdict object and return its reference, « 7K3M-9QXA-2BCD », which nobody can guess."""
    reference = shown("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))
    row = {"reference": reference, "conversation_id": conversation_id, "programme": verdict["programme"]}
    async with house.database.write() as connection:
        await connection.execute(case_files.insert().values(**row, verdict=dict(verdict), created_at=house.clock()))
    return reference


async def last_told(house: House, conversation_id: str) -> Mapping[str, Any] | None:
    """Return the last verdict object, or case of several aids (`{"facts"}`), told in a conversation; None without one."""
    rows = (
        select(transcripts.c.reply)
        .where(transcripts.c.conversation_id == conversation_id)
        .order_by(transcripts.c.id.desc())
        .limit(LOOKED_BACK)
    )
    async with house.database.read() as connection:
        replies = (await connection.execute(rows)).scalars().all()
    told = (each.get("verdict") or each.get("case") for reply in replies for each in reversed(reply))
    return next((each for each in told if each), None)


async def find(house: House, typed: str) -> Any:
    """Return the row of a reference as typed (any case, any dash), None where there is none."""
    async with house.database.read() as connection:
        query = select(case_files).where(case_files.c.reference == read(typed))
        return (await connection.execute(query)).first()


async def forget(house: House, typed: str) -> bool:
    """Erase a case at once; False where there is none."""
    async with house.database.write() as connection:
        gone = await connection.execute(case_files.delete().where(case_files.c.reference == read(typed)))
    if gone.rowcount:
        await house.database.forget_pages()
    return bool(gone.rowcount)


def read(typed: str) -> str:
    """« 7k3m 9qxa 2bcd » → « 7K3M-9QXA-2BCD »."""
    return shown("".join(each for each in typed.upper() if each in LETTERS)[:LENGTH])


def shown(letters: str) -> str:
    """Return a reference as it is read aloud, in groups of letters."""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))
