"""Questions anybody proposes to the open exam: masked, read by a reviewer, and the answer each must get once accepted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.privacy import mask
from bot.store import audit
from bot.store.audit import Act
from learning.tables import exam_questions
from nlu.scope import OUT

NEW, ACCEPTED, ASIDE = "new", "accepted", "aside"
STATES = (NEW, ACCEPTED, ASIDE)
UNKNOWN = "unknown"
WITHOUT_RECORD = (UNKNOWN, OUT)
"""What may be expected beside the id of a record: « je ne sais pas », and to be told that it is off the subject."""
MOST = 100
"""Accepted questions asked at once, the latest first: about thirty milliseconds each, twice."""


@dataclass(frozen=True)
class Wanted:
    """An accepted question and what must answer it: the id of a record, or one of WITHOUT_RECORD."""

    text: str
    expected: str
    at: datetime


async def propose(house: House, token: str, *, text: str, answer: str, source: str) -> None:
    """Keep a proposal, masked; the same one sent twice is kept once. Empty for what is not said."""
    said = {"text": mask(text).text, "answer": mask(answer).text or None, "source": mask(source).text or None}
    async with house.database.write() as connection:
        known = select(exam_questions.c.id).where(exam_questions.c.token == token)
        if (await connection.execute(known)).first() is None:
            values = {"token": token, "state": NEW, "created_at": house.clock(), **said}
            await connection.execute(exam_questions.insert().values(**values))


async def listed(connection: AsyncConnection, state: str, *, count: int = 100) -> list[Any]:
    """Return the rows of a state, the oldest first."""
    mine = select(exam_questions).where(exam_questions.c.state == state)
    return list(await connection.execute(mine.order_by(exam_questions.c.id).limit(count)))


async def one(connection: AsyncConnection, number: int) -> Any:
    """Return a proposal, None where there is none."""
    return (await connection.execute(select(exam_questions).where(exam_questions.c.id == number))).first()


async def accept(connection: AsyncConnection, number: int, act: Act, *, text: str, expected: str) -> bool:
    """Put a proposal in the exam, in the reviewer's words; what its author answered leaves. False if it was read already."""
    values = {"state": ACCEPTED, "text": mask(text).text, "expected": expected, "answer": None, "source": None}
    return await _decided(connection, number, act, "exam.accept", states=(NEW,), values=values)


async def set_aside(connection: AsyncConnection, number: int, act: Act) -> bool:
    """Leave a proposal out of the exam, or take it out of it; False if it was out already."""
    return await _decided(connection, number, act, "exam.aside", states=(NEW, ACCEPTED), values={"state": ASIDE})


async def accepted(connection: AsyncConnection, *, count: int = MOST) -> list[Wanted]:
    """Return the questions of the exam, the latest first."""
    table = exam_questions.c
    query = select(table.text, table.expected, table.decided_at).where(table.state == ACCEPTED)
    return [Wanted(*row) for row in await connection.execute(query.order_by(table.id.desc()).limit(count))]


async def _decided(
    connection: AsyncConnection, number: int, act: Act, action: str, *, states: tuple[str, ...], values: dict[str, Any]
) -> bool:
    mine = (exam_questions.c.id == number) & exam_questions.c.state.in_(states)
    stamp = {"decided_by": act.author, "decided_at": act.at}
    done = await connection.execute(update(exam_questions).where(mine).values(**values, **stamp))
    if done.rowcount:
        await audit.note(connection, act, action, number)
    return bool(done.rowcount)
