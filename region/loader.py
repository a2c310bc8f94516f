"""Reads the records of a data pack, and says which line to mend when one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from region import formats, lines, schema
from region.lines import Entry
from region.problems import DataError, Problem, shown
from region.record_schema import FILE, PLACE, record_faults
from region.records import NOT_DATED, Button, Figure, Record, Source
from region.wordings import say

NOT_RECORDS = {
    "service", "names", "communes_core", "facts", "wordings", "acronyms", "search", "redirects", "agenda", "activities", "statements", "plain", "epci", "subjects",
}  # fmt: skip
_LISTS = ("intents", "facts", "supersedes", "contradicts", "questions", "names")


def load(pack: Path, *, service: Mapping[str, Any] = MappingProxyType({})) -> tuple[Record, ...]:
    """Every record of the pack. Raises DataError with all faults of all files."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path in topic_files(pack):
        try:
            records += read_file(path, service=service)
        except DataError as error:
            problems += error.problems
    problems += _repeated(records) or _dangling(records)
    if problems:
        raise DataError(*problems)
    return tuple(records)


def topic_files(pack: Path) -> list[Path]:
    """The record files of a pack: all its YAML files but those that hold something else."""
    return sorted(path for path in pack.glob("*.yml") if path.stem not in NOT_RECORDS)


def read_file(path: Path, *, service: Mapping[str, Any] = MappingProxyType({})) -> list[Record]:
    """The records of one file."""
    content = lines.read(path)
    problems = schema.faults(content, FILE, file=shown(path))
    if problems:
        raise DataError(*problems)
    entries: list[Entry] = content["records"]
    problems = [fault for entry in entries for fault in record_faults(entry, file=shown(path), service=service)]
    if problems:
        raise DataError(*problems)
    return [build(entry, topic=content["topic"], file=shown(path), service=service) for entry in entries]


def build(entry: Mapping[str, Any], *, topic: str, file: str = "", service: Mapping[str, Any]) -> Record:
    """A record from values that were checked."""
    figures = {name: Figure(part["value"], part.get("unit")) for name, part in (entry.get("figures") or {}).items()}
    return Record(
        id=entry["id"],
        topic=topic,
        title=entry["title"],
        answer=fill(entry["answer"], figures, service),
        simple=fill(entry["simple"], figures, service),
        source=_source(entry),
        checked_on=entry["checked_on"],
        confidence=entry["confidence"],
        when=MappingProxyType(dict(entry.get("when") or {})),
        priority=entry.get("priority", 0),
        figures=MappingProxyType(figures),
        buttons=tuple(Button(part["title"], part["payload"]) for part in entry.get("buttons") or ()),
        valid_from=entry.get("valid_from"),
        valid_until=entry.get("valid_until"),
        raw=entry,
        file=file,
        line=getattr(entry, "line", 0),
        **{name: tuple(entry.get(name) or ()) for name in _LISTS},
    )


def fill(template: str, figures: Mapping[str, Any], service: Mapping[str, Any] = MappingProxyType({})) -> str:
    """A text with {figures.x} and {service.x} written in; what service.yml leaves empty is « non renseigné »."""
    values = {f"figures.{name}": str(figure) for name, figure in figures.items()}
    values |= {f"service.{name}": _said(value) for name, value in service.items()}
    return PLACE.sub(lambda found: values[found[1]], template)


def _said(value: Any) -> str:
    return str(value) if value not in (None, "") else say("not_filled")


def _source(entry: Mapping[str, Any]) -> Source | None:
    source = entry.get("source")
    day = entry.get("source_date")
    label = entry.get("source_date_label") or (formats.day(day) if day else NOT_DATED)
    if not source:
        return None
    return Source(source["title"], source["url"], source["kind"], day, label, source.get("passage"))


def _line(record: Record, name: str) -> int:
    return record.raw.line_of(name) if isinstance(record.raw, Entry) else record.line


def _repeated(records: list[Record]) -> list[Problem]:
    first: dict[str, Record] = {}
    return [
        Problem(record.file, record.line, say("record.id_taken", id=record.id, file=first[record.id].file))
        for record in records
        if first.setdefault(record.id, record) is not record
    ]


def _dangling(records: list[Record]) -> list[Problem]:
    known = {record.id for record in records}
    return [
        Problem(record.file, _line(record, name), say("record.names_none", name=name, other=other))
        for record in records
        for name in ("supersedes", "contradicts")
        for other in getattr(record, name)
        if other not in known
    ]
