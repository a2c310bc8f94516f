"""The training sentences in force: those of the files, and what operators added or took away."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from learning.sentences.current import exam_keys, same
from learning.sentences.texts import as_example, key
from learning.tables import example_changes, labels

ADD, REMOVE = "add", "remove"


class BadExample(ValueError):
    """A sentence cannot become an example; `args[0]` names the reason: empty, exam."""


async def add(connection: AsyncConnection, text: str, intent: str, act: Act, *, label_id: int | None = None) -> int:
    """Add a sentence; where another intent had it, it moves. Raises BadExample."""
    sentence = as_example(text)
    if not key(sentence):
        raise BadExample("empty")
    if key(sentence) in exam_keys():
        raise BadExample("exam")
    for example in await same(connection, sentence):
        if example.intent == intent:
            continue
        await _write(connection, REMOVE, example.text, example.intent, act, label_id)
    number = await _write(connection, ADD, sentence, intent, act, label_id)
    await audit.note(connection, act, "example.add", f"{number} {intent}")
    return number


async def remove(connection: AsyncConnection, text: str, intent: str, act: Act) -> int:
    """Take a sentence of an intent away from what is taught; returns the change's number."""
    number = await _write(connection, REMOVE, text, intent, act, None)
    await audit.note(connection, act, "example.remove", f"{number} {intent}")
    return number


async def end(connection: AsyncConnection, act: Act, *, label_id: int) -> None:
    """Take back what a label changed."""
    mine = (example_changes.c.label_id == label_id) & example_changes.c.ended_at.is_(None)
    ended = {"ended_by": act.author, "ended_at": act.at, "ended_why": act.comment}
    await connection.execute(update(example_changes).where(mine).values(**ended))


async def take_away(connection: AsyncConnection, numbers: Sequence[int], act: Act) -> int:
    """Take back additions by their numbers, and the labels they came from; returns how many."""
    table = example_changes
    mine = table.c.id.in_(numbers) & table.c.ended_at.is_(None)
    rows = (await connection.execute(select(table.c.id, table.c.label_id).where(mine))).all()
    came_from = [row.label_id for row in rows if row.label_id is not None]
    together = mine | (table.c.label_id.in_(came_from) & table.c.ended_at.is_(None))
    ended = {"ended_by": act.author, "ended_at": act.at, "ended_why": act.comment}
    await connection.execute(update(table).where(together).values(**ended))
    await connection.execute(update(labels).where(labels.c.id.in_(came_from)).values(state="undone", text=""))
    await audit.note(connection, act, "example.doubt", ",".join(str(row.id) for row in rows)[:200])
    return len(rows)


async def in_snapshot(connection: AsyncConnection) -> list[int]:
    """Return the changes a model trained now knows, exported ones included."""
    table = example_changes
    return [row.id for row in await connection.execute(select(table.c.id).where(table.c.ended_at.is_(None)))]


async def back_to(connection: AsyncConnection, known: Iterable[int], act: Act) -> int:
    """Set the sentences as a snapshot had them; returns how many changes were set aside or taken up again."""
    table, kept = example_changes, set(known)
    rows = (await connection.execute(select(table).order_by(table.c.id))).all()
    ended = {"ended_by": act.author, "ended_at": act.at, "ended_why": act.comment}
    later = [row for row in rows if row.ended_at is None and row.id not in kept]
    earlier = [row.id for row in rows if row.ended_at is not None and row.id in kept]
    if later:
        await connection.execute(update(table).where(table.c.id.in_([row.id for row in later])).values(**ended))
    if earlier:
        again = {"ended_by": None, "ended_at": None, "ended_why": None}
        await connection.execute(update(table).where(table.c.id.in_(earlier)).values(**again))
    for row in later:
        if row.exported_at is not None:  # the files hold it: the contrary is written over them
            number = await _write(connection, REMOVE if row.kind == ADD else ADD, row.text, row.intent, act, None)
            kept.add(number)
    return len(later) + len(earlier)


async def _write(connection: AsyncConnection, kind: str, text: str, intent: str, act: Act, label_id: int | None) -> int:
    values = {"kind": kind, "text": text, "key": key(text), "intent": intent, "label_id": label_id, **act.stamp}
    written = await connection.execute(example_changes.insert().values(**values))
    return int(written.inserted_primary_key[0])


async def take_up(connection: AsyncConnection, number: int, act: Act) -> None:
    """Put a change that was set aside in force again."""
    row = (await connection.execute(select(example_changes).where(example_changes.c.id == number))).first()
    if row is not None and row.ended_at is not None:
        await _write(connection, row.kind, row.text, row.intent, act, None)
        await connection.execute(example_changes.delete().where(example_changes.c.id == number))
        await audit.note(connection, act, "example.again", number)
