"""Everything the Région says at one moment, and the record that answers a question best."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from region import lines, loader, pack_wordings, programme_files, service_file
from region.files import SHIPPED, pack_dir
from region.problems import DataError, Problem
from region.programmes import Programme
from region.records import Record
from region.service import Service

Stamps = tuple[tuple[Path, int, int], ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """One immutable snapshot: records, programmes, service and wordings at a data revision."""

    records: tuple[Record, ...]
    programmes: Mapping[str, Programme]
    service: Service
    wordings: Mapping[str, str]
    revision: str

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in self.records}

    @cached_property
    def _by_intent(self) -> Mapping[str, list[Record]]:
        """The records of each intent that no other replaces."""
        superseded = {other for record in self.records for other in record.supersedes}
        found: dict[str, list[Record]] = {}
        for record in self.records:
            for intent in record.intents if record.id not in superseded else ():
                found.setdefault(intent, []).append(record)
        return found

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that have a record, in their order of appearance."""
        return tuple(dict.fromkeys(record.topic for record in self.records))

    @property
    def intents(self) -> frozenset[str]:
        """The intents some record answers."""
        return frozenset(intent for record in self.records for intent in record.intents)

    def record(self, record_id: str) -> Record | None:
        """A record by its id."""
        return self._by_id.get(record_id)

    def for_intent(self, intent: str, facts: Mapping[str, Any], *, today: date | None = None) -> Record | None:
        """The best record for an intent; None when no record answers it with these facts."""
        return next(iter(self.all_for_intent(intent, facts, today=today)), None)

    def all_for_intent(self, intent: str, facts: Mapping[str, Any], *, today: date | None = None) -> tuple[Record, ...]:
        """Records for an intent, best first: still valid, chosen by more facts, higher priority, better source."""
        suited = [
            record
            for record in self._by_intent.get(intent, ())
            if record.suits(facts) and not (today and record.pending(today))
        ]
        return tuple(sorted(suited, key=lambda record: rank(record, today), reverse=True))

    def contradicting(self, record: Record) -> tuple[Record, ...]:
        """The records that say otherwise, to be told beside it with their dates."""
        return self._otherwise.get(record.id, ())

    @cached_property
    def _otherwise(self) -> Mapping[str, tuple[Record, ...]]:
        """The records that say otherwise than each."""
        ids = {record.id: {*record.contradicts} for record in self.records}
        for record in self.records:
            for other in record.contradicts:
                ids.get(other, set()).add(record.id)
        return {id: tuple(each for each in self.records if each.id in others) for id, others in ids.items() if others}

    def with_records(self, changed: Iterable[Record]) -> Catalogue:
        """A new snapshot in which an operator's records replace those of the same id, or are added."""
        records = tuple({**self._by_id, **{record.id: record for record in changed}}.values())
        return replace(
            self, records=records, revision=_digest([self.revision, repr(self.service), *map(repr, records)])
        )

    def with_programmes(self, changed: Iterable[Programme]) -> Catalogue:
        """A new snapshot in which an operator's aids replace those of the same name, or are added."""
        written = {each.slug: each for each in changed}
        programmes = MappingProxyType({**self.programmes, **written})
        return replace(self, programmes=programmes, revision=_digest([self.revision, *map(repr, written.values())]))


def rank(record: Record, today: date | None) -> tuple[bool, int, int, bool, bool]:
    """What makes a record of an intent come before another: valid, chosen by facts, priority, official source."""
    official = record.source is not None and record.source.kind == "officiel"
    return (
        not (today and record.expired(today)),
        len(record.when),
        record.priority,
        official,
        record.confidence != "unknown",
    )


def load(pack: Path | None = None) -> Catalogue:
    """Read a data pack. Raises DataError with every fault found, each with its file and line."""
    folder = pack or pack_dir()
    said = pack_wordings.load(
        next(path for path in (folder / "wordings.yml", SHIPPED / "wordings.yml") if path.exists())
    )
    held = replace(service_file.load(folder / "service.yml"), say=said)
    problems: list[Problem] = []
    records: tuple[Record, ...] = ()
    known: Mapping[str, Programme] = {}
    try:
        records = loader.load(folder, service=held.places())
    except DataError as error:
        problems += error.problems
    try:
        known = programme_files.load(folder / "programmes")
    except DataError as error:
        problems += error.problems
    if problems:
        raise DataError(*problems)
    return Catalogue(records, known, held, said, revision=_digest(_contents(folder)))


def again() -> Catalogue:
    """The pack in force, read only if one of its files changed since the last time. Raises DataError as `load` does."""
    held = _read_once(pack_dir(), stamps())
    if isinstance(held, Catalogue):
        return held
    raise DataError(*held)


def stamps() -> Stamps:
    """What tells that a file of the pack in force was written, or is gone: each file's time and size."""
    return tuple(_stamp(path) for path in [*sorted(pack_dir().rglob("*.yml")), SHIPPED / "wordings.yml"])


def _stamp(path: Path) -> tuple[Path, int, int]:
    try:
        held = path.stat()
    except OSError:  # it left between the listing and the look
        return path, 0, 0
    return path, held.st_mtime_ns, held.st_size


@lru_cache(maxsize=1)
def _read_once(folder: Path, stamps: Stamps) -> Catalogue | tuple[Problem, ...]:
    try:
        return load(folder)
    except DataError as error:
        return error.problems


def _contents(folder: Path) -> list[str]:
    return [lines.text(path) for path in sorted(folder.rglob("*.yml"))]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
