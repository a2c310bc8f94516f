"""Remembers who changed what, when and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Index, Integer, String, Table, Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import metadata
from bot.store.types import UtcDateTime

audits = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("author", String(64), nullable=False),
    Column("action", String(48), nullable=False),
    Column("subject", Text, nullable=False),
    Column("comment", Text, nullable=False),
)
Index("audit_at", audits.c.at)
Index("audit_author", audits.c.author, audits.c.id)


@dataclass(frozen=True)
class Act:
    """Who writes, when, and their comment: every write of an operator carries one."""

    author: str
    at: datetime
    comment: str = ""

    @property
    def stamp(self) -> dict[str, object]:
        """The columns of whoever writes, as every table names them."""
        return {"author": self.author, "at": self.at, "comment": self.comment}


async def note(connection: AsyncConnection, act: Act, action: str, subject: object = "") -> None:
    """Write one line of the audit, in the transaction of what it tells. `subject` is an id, never a person's words."""
    await connection.execute(audits.insert().values(action=action, subject=str(subject), **act.stamp))
