"""What waits for a second person: a publication, or a new intent, when the settings ask for two."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from console.tables import proposals
from learning.sentences import intents

PUBLISH, INTENT = "publish", "intent"
OPEN, ACCEPTED, REFUSED = "open", "accepted", "refused"


class SamePerson(RuntimeError):
    """Whoever proposes cannot be the second person."""


async def propose(
    connection: AsyncConnection, kind: str, subject: str, act: Act, *, body: Mapping[str, Any] | None = None
) -> int:
    """Ask for a second person; what is asked twice is asked once."""
    same = (proposals.c.kind == kind) & (proposals.c.subject == subject) & (proposals.c.state == OPEN)
    known = (await connection.execute(select(proposals.c.id).where(same))).scalar()
    if known:
        return int(known)
    values = {"kind": kind, "subject": subject, "body": dict(body or {}), "state": OPEN, **act.stamp}
    number = int((await connection.execute(proposals.insert().values(**values))).inserted_primary_key[0])
    await audit.note(connection, act, f"{kind}.propose", f"{number} {subject[:12]}")
    return number


async def decide(connection: AsyncConnection, number: int, act: Act, *, accept: bool) -> Row | None:
    """Accept or refuse; raises SamePerson. None when it was decided already."""
    row = (await connection.execute(select(proposals).where(proposals.c.id == number))).first()
    if row is None or row.state != OPEN:
        return None
    if accept and row.author == act.author:
        raise SamePerson
    decided = {"state": ACCEPTED if accept else REFUSED, "decided_by": act.author, "decided_at": act.at}
    await connection.execute(update(proposals).where(proposals.c.id == number).values(**decided))
    await audit.note(connection, act, f"{row.kind}.{decided['state']}", number)
    return row


async def open_(connection: AsyncConnection) -> list[Row]:
    """Return what waits for a second person, the oldest first."""
    query = select(proposals).where(proposals.c.state == OPEN).order_by(proposals.c.id)
    return list(await connection.execute(query))


async def accepted_intents(connection: AsyncConnection) -> list[str]:
    """Return the intents operators added, and let their French names be read."""
    wanted = (proposals.c.kind == INTENT) & (proposals.c.state == ACCEPTED)
    query = select(proposals.c.subject, proposals.c.body).where(wanted).order_by(proposals.c.id)
    rows = (await connection.execute(query)).all()
    intents.name_added({row.subject: row.body["label"] for row in rows if row.body.get("label")})
    return [row.subject for row in rows]


async def choosable(connection: AsyncConnection) -> set[str]:
    """Return the intents a sentence may be given: those of the program, and those operators added."""
    return {*intents.known(), *await accepted_intents(connection)}


async def settle(connection: AsyncConnection, number: int, act: Act) -> None:
    """Accept what needs no second person."""
    settled = {"state": ACCEPTED, "decided_by": act.author, "decided_at": act.at}
    await connection.execute(update(proposals).where(proposals.c.id == number).values(**settled))
