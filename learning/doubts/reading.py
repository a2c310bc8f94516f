"""Reads which added sentences are likely labelled wrong: what they contradict, who added them, and when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from learning.inbox.ranking import SURE
from learning.sentences import changes
from learning.sentences.files import Example
from learning.tables import candidates, example_changes

TWIN, GROUP, MODEL, NEIGHBOURS = "twin", "group", "model", "neighbours"
ALIKE = 88
SOME = 400


@dataclass(frozen=True)
class Added:
    """A sentence an operator added, still in force; sentences of one author at one instant are one batch."""

    id: int
    text: str
    key: str
    intent: str
    author: str
    at: datetime

    @property
    def batch(self) -> tuple[str, datetime]:
        """What was labelled together: by the same person, at once."""
        return self.author, self.at


@dataclass(frozen=True)
class Doubt:
    """Why a sentence may be labelled wrong: what kind of evidence, the intent it points to, and what it read."""

    change: int
    kind: str
    expected: str
    seen: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the doubt as a comparison keeps it."""
        return asdict(self)


async def added(connection: AsyncConnection, *, limit: int = 2_000) -> list[Added]:
    """Return the sentences operators added that no file holds yet, the latest first."""
    table = example_changes
    mine = (table.c.kind == changes.ADD, table.c.ended_at.is_(None), table.c.exported_at.is_(None))
    columns = (table.c.id, table.c.text, table.c.key, table.c.intent, table.c.author, table.c.at)
    rows = await connection.execute(select(*columns).where(*mine).order_by(table.c.id.desc()).limit(limit))
    return [Added(*row) for row in rows]


async def at_once(connection: AsyncConnection, sentences: Sequence[Added]) -> list[Doubt]:
    """Return what can be said without learning anything: the inbox's own records, and near-duplicates of the files."""
    read = await _read_by_the_model(connection, [each.key for each in sentences])
    return [*_against_the_model(sentences, read), *_against_the_group(sentences, read)]


def twins(sentences: Sequence[Added], known: Sequence[Example]) -> list[Doubt]:
    """Return the sentences whose near-duplicate in the files has another intent."""
    return list(_twins(tuple(sentences), tuple(known)))


@lru_cache(maxsize=2)  # the page is read more often than sentences are added
def _twins(sentences: tuple[Added, ...], known: tuple[Example, ...]) -> tuple[Doubt, ...]:
    keys, found = [each.key for each in known], []
    for start in range(0, len(sentences), SOME):
        some = sentences[start : start + SOME]
        scores = process.cdist([each.key for each in some], keys, scorer=fuzz.ratio, score_cutoff=ALIKE)
        for row, each in enumerate(some):
            column = int(scores[row].argmax()) if keys else 0
            if keys and scores[row][column] and known[column].intent != each.intent:
                found.append(Doubt(each.id, TWIN, known[column].intent, known[column].text))
    return tuple(found)


def _against_the_model(sentences: Sequence[Added], read: Mapping[str, Any]) -> Iterable[Doubt]:
    for each in sentences:
        row = read.get(each.key)
        if row is not None and row.ranking and row.ranking[0][0] != each.intent and row.ranking[0][1] >= SURE:
            yield Doubt(each.id, MODEL, row.ranking[0][0])


def _against_the_group(sentences: Sequence[Added], read: Mapping[str, Any]) -> Iterable[Doubt]:
    groups: dict[int, list[Added]] = defaultdict(list)
    for each in sentences:
        if each.key in read:
            groups[read[each.key].group_id].append(each)
    for members in groups.values():
        for each in members:
            other = next((one for one in members if one.intent != each.intent), None)
            if other is not None:
                yield Doubt(each.id, GROUP, other.intent, other.text)


async def _read_by_the_model(connection: AsyncConnection, keys: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    table = candidates
    for start in range(0, len(keys), SOME):
        wanted = table.c.key.in_(keys[start : start + SOME])
        query = select(table.c.key, table.c.ranking, table.c.group_id).where(wanted)
        found |= {row.key: row for row in await connection.execute(query)}
    return found
