"""Answers that are missing: who writes them, and for when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from learning.sentences.texts import as_example
from learning.tables import tasks

OPEN, DOING, DONE = "open", "doing", "done"
STATES = (OPEN, DOING, DONE)


@dataclass(frozen=True)
class Task:
    """A missing answer: what people ask, its owner, its due date, its state."""

    id: int
    text: str
    intent: str | None
    owner: str | None
    due: date | None
    state: str
    author: str
    comment: str
    at: datetime

    def late(self, today: date) -> bool:
        return self.state != DONE and self.due is not None and self.due < today


async def add(
    connection: AsyncConnection, text: str, act: Act, *, owner: str | None, due: date | None, intent: str | None = None,
    conversation_id: str | None = None, candidate_id: int | None = None,
) -> int:  # fmt: skip
    """Open a task. While `conversation_id` is given, the text is a person's and is erased with them."""
    values = {
        "text": as_example(text), "intent": intent, "owner": owner or None, "due": due, "state": OPEN,
        "conversation_id": conversation_id, "candidate_id": candidate_id, **act.stamp,
    }  # fmt: skip
    number = int((await connection.execute(tasks.insert().values(**values))).inserted_primary_key[0])
    await audit.note(connection, act, "task.add", number)
    return number


async def change(
    connection: AsyncConnection, number: int, act: Act, *, state: str, owner: str | None, due: date | None
) -> None:
    """Move a task on; ValueError for an unknown state."""
    if state not in STATES:
        raise ValueError(state)
    done = act.at if state == DONE else None
    values = {"state": state, "owner": owner or None, "due": due, "done_at": done}
    await connection.execute(update(tasks).where(tasks.c.id == number).values(**values))
    await audit.note(connection, act, "task.change", f"{number} {state}")


async def drop(connection: AsyncConnection, number: int, act: Act) -> None:
    await connection.execute(tasks.delete().where(tasks.c.id == number))
    await audit.note(connection, act, "task.drop", number)


async def listed(connection: AsyncConnection, *, states: Sequence[str] = (OPEN, DOING), count: int = 100) -> list[Task]:
    """Return tasks, the soonest due first."""
    query: Any = select(tasks).where(tasks.c.state.in_(states)).order_by(tasks.c.due.is_(None), tasks.c.due, tasks.c.id)
    names = Task.__dataclass_fields__
    rows = await connection.execute(query.limit(count))
    return [Task(**{name: value for name, value in row._mapping.items() if name in names}) for row in rows]
