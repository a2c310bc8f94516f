"""Reads the training sentences in force: those of the files, with what operators added or took away."""

import asyncio
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import project
from learning.sentences import files
from learning.sentences.files import Change, Example
from learning.sentences.texts import key
from learning.tables import example_changes


async def active(connection: AsyncConnection) -> list[Change]:
    """Return the changes in force that the files do not hold yet, oldest first."""
    table = example_changes
    query = select(table.c.id, table.c.kind, table.c.text, table.c.key, table.c.intent).order_by(table.c.id)
    rows = await connection.execute(query.where(table.c.ended_at.is_(None), table.c.exported_at.is_(None)))
    return [Change(*row) for row in rows]


async def examples(connection: AsyncConnection, *, folder: Path = project.EXAMPLES) -> list[Example]:
    """Return every training sentence in force."""
    changes = tuple(await active(connection))
    return list(await asyncio.to_thread(lambda: _in_force(base(folder), changes)))  # thousands of sentences are read


@lru_cache(maxsize=2)
def _in_force(base: tuple[Example, ...], changes: tuple[Change, ...]) -> tuple[Example, ...]:
    return tuple(files.in_force(base, changes))


async def known_keys(connection: AsyncConnection) -> frozenset[str]:
    """Return the keys of the sentences in force."""
    changes = tuple(await active(connection))
    return await asyncio.to_thread(lambda: _keys(_in_force(base(), changes)))


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


async def same(connection: AsyncConnection, text: str) -> list[Example]:
    """Return the sentences in force that are this one, accents and punctuation aside."""
    wanted = key(text)
    return [example for example in await examples(connection) if example.key == wanted]
