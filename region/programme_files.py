"""Reads the aids of a data pack, and says which line to mend when one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from region import lines
from region.lines import Entry
from region.problems import DataError, Problem, shown
from region.procedure import Procedure
from region.programme_schema import faults
from region.programmes import Condition, Criterion, Estimate, Programme, Version
from region.records import Source

_AS_WRITTEN = (
    "title",
    "audience",
    "pays",
    "likely_over",
    "gives",
    "rules_version",
    "checked_on",
    "calendar",
    "opening",
    "valid_until",
    "ended",
    "page",
)


def load(folder: Path) -> Mapping[str, Programme]:
    """Programmes by slug. Raises DataError with every fault of every file."""
    read: dict[str, Programme] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        if path.name.endswith(".cases.yml"):
            continue
        try:
            read[path.stem] = read_one(path, slug=path.stem)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(*problems)
    return MappingProxyType(read)


def read_one(path: Path, *, slug: str) -> Programme:
    """The aid of one file. Raises DataError with every fault of it."""
    return built(lines.read(path), file=shown(path), slug=slug)


def built(content: Entry, *, file: str, slug: str) -> Programme:
    """The aid that a mapping writes; `file` names it in faults. Raises DataError with every fault of it."""
    problems = faults(content, file, slug)
    if problems:
        raise DataError(*problems)
    sources = {name: Source(**{"date": None, **source}) for name, source in content["sources"].items()}
    conditions = tuple(_condition(entry, sources) for entry in content["conditions"])
    estimate = Estimate(**content["estimate"]) if content.get("estimate") else None
    same: dict[str, Any] = {name: content.get(name) for name in _AS_WRITTEN}
    return Programme(
        slug=content["programme"],
        conditions=conditions,
        estimate=estimate,
        asks=tuple(content["asks"]),
        criteria=tuple(Criterion(**entry) for entry in content.get("criteria", ())),
        history=tuple(Version(**entry) for entry in content.get("history", ())),
        procedure=_procedure(content.get("procedure"), sources),
        **same,
    )


def _procedure(entry: Entry | None, sources: Mapping[str, Source]) -> Procedure | None:
    return Procedure(**{**entry, "source": sources[entry["source"]]}) if entry else None


def _condition(entry: Entry, sources: Mapping[str, Source]) -> Condition:
    cited = {"source": sources.get(entry["source"]), "also": tuple(sources[name] for name in entry.get("also", ()))}
    return Condition(**{**entry, **cited})
