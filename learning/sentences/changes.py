"""The training sentences in force: those of the files, and what operators added or took away."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import project
from bot.store import audit
from bot.store.audit import Act
from bot.store.database import Database
from learning.sentences import files
from learning.sentences.files import Change, Example
from learning.sentences.texts import as_example, key
from learning.tables import example_changes, labels

ADD, REMOVE = "add", "remove"


class BadExample(ValueError):
    """A sentence cannot become an example; `args[0]` names the reason: empty, exam."""


async def active(connection: AsyncConnection) -> list[Change]:
    """Return the changes in force that the files do not hold yet, oldest first."""
    table = example_changes
    query = select(table.c.id, table.c.kind, table.c.text, table.c.key, table.c.intent).order_by(table.c.id)
    rows = await connection.execute(query.where(table.c.ended_at.is_(None), table.c.exported_at.is_(None)))
    return [Change(*row) for row in rows]


async def examples(connection: AsyncConnection, *, folder: Path = project.EXAMPLES) -> list[Example]:
    """Return every training sentence in force."""
    return list(_in_force(base(folder), tuple(await active(connection))))


@lru_cache(maxsize=2)
def _in_force(base: tuple[Example, ...], changes: tuple[Change, ...]) -> tuple[Example, ...]:
    return tuple(files.in_force(base, changes))


async def known_keys(connection: AsyncConnection) -> frozenset[str]:
    """Return the keys of the sentences in force."""
    return _keys(_in_force(base(), tuple(await active(connection))))


@lru_cache(maxsize=2)
def _keys(examples: tuple[Example, ...]) -> frozenset[str]:
    return frozenset(each.key for each in examples)


def base(folder: Path = project.EXAMPLES) -> tuple[Example, ...]:
    """Return the sentences of the files, read again when one of them changes."""
    return _base(folder, tuple((file.name, file.stat().st_mtime_ns) for file in sorted(folder.glob("*.yml"))))


@lru_cache(maxsize=4)
def _base(folder: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Example, ...]:
    return tuple(files.examples(files.texts(folder)))


@lru_cache(maxsize=1)
def exam_keys() -> frozenset[str]:
    """Return the keys of the exam's sentences: none of them may ever be trained on."""
    return frozenset(each.key for each in files.examples(files.texts(project.EXAM)))


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
    number = await _write(connection, REMOVE, text, intent, act, None)
    await audit.note(connection, act, "example.remove", f"{number} {intent}")
    return number


async def same(connection: AsyncConnection, text: str) -> list[Example]:
    """Return the sentences in force that are this one, accents and punctuation aside."""
    wanted = key(text)
    return [example for example in await examples(connection) if example.key == wanted]


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


async def write_files(database: Database, folder: Path, *, examples_folder: Path = project.EXAMPLES) -> list[Path]:
    """Write the sentences in force under `folder` and return what Rasa should train on, stories included."""
    async with database.read() as connection:
        changed = await active(connection)
    shipped = files.texts(examples_folder)
    written = files.edited(shipped, changed)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yml"):
        old.unlink()
    for name, content in written.items():
        (folder / name).write_text(content, encoding="utf-8")
    untouched = [examples_folder / name for name in shipped if name not in written]
    return [*untouched, *(folder / name for name in sorted(written)), project.STORIES]


async def mark_exported(connection: AsyncConnection, changed: Sequence[Change], act: Act) -> None:
    numbers = [change.id for change in changed]
    table = example_changes
    await connection.execute(update(table).where(table.c.id.in_(numbers)).values(exported_at=act.at))
    await audit.note(connection, act, "example.export", len(numbers))


async def export(database: Database, act: Act, *, folder: Path = project.EXAMPLES) -> Mapping[str, int]:
    """Write operators' changes into the files of `folder`; returns how many lines changed in each file."""
    async with database.write() as connection:
        changed = await active(connection)
        before = files.texts(folder)
        written = files.edited(before, changed)
        for name, content in written.items():
            (folder / name).write_text(content, encoding="utf-8")
        await mark_exported(connection, changed, act)
    return {name: _lines_changed(before.get(name, ""), content) for name, content in written.items()}


def _lines_changed(before: str, after: str) -> int:
    return len(set(before.splitlines()) ^ set(after.splitlines()))


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
