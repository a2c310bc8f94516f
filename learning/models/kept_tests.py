"""Sentences operators keep to measure the assistant: the control sample, and conversations made into tests."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from learning.sentences.texts import as_example
from learning.tables import test_cases

CONTROL, CHOSEN = "control", "chosen"


@dataclass(frozen=True)
class TestCase:
    """A sentence and the intent it must get; never trained on."""

    __test__ = False

    id: int
    text: str
    intent: str
    origin: str


async def add(
    connection: AsyncConnection, text: str, intent: str, act: Act, *, origin: str = CHOSEN, label_id: int | None = None
) -> int:
    """Keep a sentence as a test."""
    values = {"text": as_example(text), "intent": intent, "origin": origin, "label_id": label_id, **act.stamp}
    number = int((await connection.execute(test_cases.insert().values(**values))).inserted_primary_key[0])
    await audit.note(connection, act, "test.add", f"{number} {intent}")
    return number


async def end(connection: AsyncConnection, act: Act, *, label_id: int) -> None:
    """Drop the test that a label made."""
    mine = (test_cases.c.label_id == label_id) & test_cases.c.ended_at.is_(None)
    await connection.execute(update(test_cases).where(mine).values(ended_by=act.author, ended_at=act.at))


async def drop(connection: AsyncConnection, number: int, act: Act) -> None:
    """Take a test away."""
    ended = {"ended_by": act.author, "ended_at": act.at}
    await connection.execute(update(test_cases).where(test_cases.c.id == number).values(**ended))
    await audit.note(connection, act, "test.drop", number)


async def in_force(connection: AsyncConnection, *, limit: int = 1_000) -> list[TestCase]:
    """Return the tests, the latest first."""
    query = select(test_cases).where(test_cases.c.ended_at.is_(None)).order_by(test_cases.c.id.desc()).limit(limit)
    rows = await connection.execute(query)
    return [TestCase(row.id, row.text, row.intent, row.origin) for row in rows]
