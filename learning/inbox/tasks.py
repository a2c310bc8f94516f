"""Answers that are missing: who writes them, for when, which questions they must answer, and what mended them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from learning.sentences.texts import as_example, key
from learning.tables import task_questions, tasks

OPEN, DOING, DONE = "open", "doing", "done"
STATES = (OPEN, DOING, DONE)
QUESTIONS = 12


@dataclass(frozen=True)
class Task:
    """A missing answer: what people ask, its owner, its due date, its state; `record` answers it since `mended_at`."""

    id: int
    text: str
    intent: str | None
    owner: str | None
    due: date | None
    state: str
    author: str
    comment: str
    at: datetime
    draft: str | None
    people: int | None
    record: str | None
    mended_at: datetime | None

    def late(self, today: date) -> bool:
        """Tell whether its day is past."""
        return self.state != DONE and self.due is not None and self.due < today


@dataclass(frozen=True)
class Question:
    """One way a missing answer is asked; while it has a `conversation_id` it is a person's, and erased with them."""

    text: str
    conversation_id: str | None = None


async def add(
    connection: AsyncConnection, text: str, act: Act, *, owner: str | None, due: date | None, intent: str | None = None,
    conversation_id: str | None = None, candidate_id: int | None = None, draft: str = "", people: int = 1,
    questions: Sequence[Question] = (),
) -> int:  # fmt: skip
    """Open a task. While `conversation_id` is given, the text is a person's and is erased with them."""
    values = {
        "text": as_example(text), "intent": intent, "owner": owner or None, "due": due, "state": OPEN,
        "conversation_id": conversation_id, "candidate_id": candidate_id, "draft": draft or None, "people": people,
        **act.stamp,
    }  # fmt: skip
    number = int((await connection.execute(tasks.insert().values(**values))).inserted_primary_key[0])
    for each in list({key(each.text): each for each in reversed(questions)}.values())[:QUESTIONS]:
        row = {"task_id": number, "conversation_id": each.conversation_id, "text": as_example(each.text), "at": act.at}
        await connection.execute(task_questions.insert().values(**row))
    await audit.note(connection, act, "task.add", number)
    return number


async def change(
    connection: AsyncConnection, number: int, act: Act, *, state: str, owner: str | None, due: date | None,
    draft: str | None = None,
) -> None:  # fmt: skip
    """Move a task on; ValueError for an unknown state. `draft` None leaves it as it is."""
    if state not in STATES:
        raise ValueError(state)
    done = act.at if state == DONE else None
    values = {"state": state, "owner": owner or None, "due": due, "done_at": done}
    if draft is not None:
        values["draft"] = draft or None
    await connection.execute(update(tasks).where(tasks.c.id == number).values(**values))
    await audit.note(connection, act, "task.change", f"{number} {state}")


async def drop(connection: AsyncConnection, number: int, act: Act) -> None:
    """Drop a task and its questions."""
    for table, column in ((task_questions, task_questions.c.task_id), (tasks, tasks.c.id)):
        await connection.execute(table.delete().where(column == number))
    await audit.note(connection, act, "task.drop", number)


async def listed(connection: AsyncConnection, *, states: Sequence[str] = (OPEN, DOING), count: int = 100) -> list[Task]:
    """Return tasks, the soonest due first."""
    return await _read(connection, tasks.c.state.in_(states), count=count)


async def one(connection: AsyncConnection, number: int) -> Task | None:
    """Return a task by number, None when there is none."""
    return next(iter(await _read(connection, tasks.c.id == number, count=1)), None)


async def mended(connection: AsyncConnection, *, count: int = 50) -> list[Task]:
    """Return the tasks that a replay showed answered, the latest first."""
    found = await _read(connection, tasks.c.mended_at.isnot(None), count=count, order=(tasks.c.mended_at.desc(),))
    return [each for each in found if each.record]


async def questions(connection: AsyncConnection, numbers: Sequence[int]) -> dict[int, list[Any]]:
    """Return the rows of the questions of some tasks, by task."""
    query = select(task_questions).where(task_questions.c.task_id.in_(numbers)).order_by(task_questions.c.id)
    found: dict[int, list[Any]] = {number: [] for number in numbers}
    for row in await connection.execute(query):
        found[row.task_id].append(row)
    return found


async def unchecked(connection: AsyncConnection, stamp: str) -> list[int]:
    """Return the open tasks that have questions, and were not replayed on what `stamp` names."""
    stale = or_(tasks.c.checked.is_(None), tasks.c.checked != stamp)
    asked = tasks.c.id.in_(select(task_questions.c.task_id))
    query = (
        select(tasks.c.id).where(and_(tasks.c.state.in_((OPEN, DOING)), stale, asked)).order_by(tasks.c.id).limit(50)
    )
    return [row.id for row in await connection.execute(query)]


async def checked(connection: AsyncConnection, number: int, stamp: str) -> None:
    """Keep on what a task was replayed last."""
    await connection.execute(update(tasks).where(tasks.c.id == number).values(checked=stamp))


async def mend(connection: AsyncConnection, number: int, record: str, act: Act) -> bool:
    """Close a task that a record answers now; False when it was closed already."""
    mine = and_(tasks.c.id == number, tasks.c.state != DONE)
    values = {"state": DONE, "done_at": act.at, "mended_at": act.at, "record": record}
    return bool((await connection.execute(update(tasks).where(mine).values(**values))).rowcount)


async def _read(
    connection: AsyncConnection, wanted: Any, *, count: int, order: Sequence[Any] | None = None
) -> list[Task]:
    soonest = (tasks.c.due.is_(None), tasks.c.due, tasks.c.id)
    query: Any = select(tasks).where(wanted).order_by(*(order or soonest)).limit(count)
    names = Task.__dataclass_fields__
    rows = await connection.execute(query)
    return [Task(**{name: value for name, value in row._mapping.items() if name in names}) for row in rows]
