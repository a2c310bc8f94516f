"""Finds what the Région says about a question that no intent covers, or says that it does not know."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from nlu.french import stems
from region.files import pack_file, read_yaml
from region.plain import sentences
from region.records import Record

STOP = frozenset(stems(read_yaml(pack_file("search.yml"))["stop"]))
MIN_SHARE = 0.55  # rare words weigh more; chosen on tests/region/test_search.py


@dataclass(frozen=True)
class Found:
    """A record that speaks of the question, its most telling sentences, and the weighted share of it they cover."""

    record: Record
    passage: str
    share: float


@dataclass
class Index:
    """A read-only full-text index of records by French stems. People's messages are never put in it."""

    records: tuple[Record, ...]
    min_share: float = MIN_SHARE
    _database: sqlite3.Connection = field(init=False, repr=False)
    _by_id: dict[str, Record] = field(init=False, repr=False)
    _held: dict[str, frozenset[str]] = field(init=False, repr=False)
    _count: Counter[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_id = {record.id: record for record in self.records}
        read = [(each.id, stems(each.title), stems(f"{each.answer} {each.simple}")) for each in self.records]
        self._held = {record_id: frozenset([*title, *said]) for record_id, title, said in read}
        self._count = Counter(stem for held in self._held.values() for stem in held)
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute("CREATE VIRTUAL TABLE record USING fts5(id UNINDEXED, title, answer)")
        rows = [(record_id, " ".join(title), " ".join(said)) for record_id, title, said in read]
        self._database.executemany("INSERT INTO record VALUES (?, ?, ?)", rows)

    def share(self, question: str, record: Record) -> float:
        """The weighted share of a question that one record covers, 0 to 1."""
        wanted = _wanted(question)
        return self._found(record, wanted).share if wanted else 0.0

    def find(self, question: str, *, suits: Callable[[Record], bool] = lambda _: True) -> Found | None:
        """The best passage, or None: nothing relevant enough is known."""
        wanted = _wanted(question)
        if not wanted:
            return None
        ranked = (self._by_id[record_id] for record_id in self._ranked(wanted))
        found = (self._found(record, wanted) for record in ranked if suits(record))
        return max((each for each in found if self._relevant(each, wanted)), key=lambda each: each.share, default=None)

    def _ranked(self, wanted: Iterable[str]) -> list[str]:
        query = " OR ".join(f'"{stem}"' for stem in wanted)
        rows = self._database.execute(
            "SELECT id FROM record WHERE record MATCH ? ORDER BY bm25(record, 0, 4, 1) LIMIT 8", (query,)
        )
        return [row[0] for row in rows]

    def _found(self, record: Record, wanted: tuple[str, ...]) -> Found:
        shared = self._held[record.id].intersection(wanted)
        return Found(record, passage(record, wanted), sum(map(self._weight, shared)) / sum(map(self._weight, wanted)))

    def _relevant(self, found: Found, wanted: tuple[str, ...]) -> bool:
        """Enough of the question is covered; a lone word must be what the record is about."""
        about = len(wanted) > 1 or wanted[0] in stems(found.record.title)
        return about and found.share >= self.min_share

    def _weight(self, stem: str) -> float:
        return log((len(self.records) + 1) / (self._count[stem] + 0.5))


def _wanted(question: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem for stem in stems(question) if stem not in STOP and stem.isalnum()))


def passage(record: Record, wanted: Iterable[str], *, most: int = 2) -> str:
    """The sentences of an answer that speak of the question, in their order; its beginning when none does."""
    aim = frozenset(wanted)
    said = _stemmed(record.answer)
    ranked = sorted(range(len(said)), key=lambda place: (-len(aim & said[place][1]), place))
    return " ".join(said[place][0] for place in sorted(ranked[:most]))


@lru_cache(maxsize=1_000)
def _stemmed(answer: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The sentences of a record's answer, each with its stems."""
    return tuple((sentence, frozenset(stems(sentence))) for sentence in sentences(answer))
