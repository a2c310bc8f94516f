"""Reads the aids of a data pack, and says which line to mend when one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from region import lines, rule_faults, schema
from region.lines import Entry
from region.problems import DataError, Problem, shown
from region.procedure import HOST, Procedure
from region.programmes import Condition, Criterion, Estimate, Programme, Version
from region.records import KINDS, Source
from region.schema import Field
from region.vocabulary import VOCABULARY

CALENDARS = ("open", "closed", "unknown")


AUDIENCES = ("public", "company")


_FIELDS = {
    "programme": Field(schema.slug, required=True),
    "title": Field(schema.text, required=True),
    "audience": Field(schema.one_of(AUDIENCES), required=True),
    "rules_version": Field(schema.text, required=True),
    "checked_on": Field(schema.day, required=True),
    "calendar": Field(schema.one_of(CALENDARS), required=True),
    "opening": Field(schema.text, required=True),
    "valid_until": Field(schema.optional(schema.day)),
    "ended": Field(schema.optional(schema.text)),
    "page": Field(schema.optional(schema.slug)),
    "asks": Field(schema.list_of(schema.slug), required=True),
    "sources": Field(schema.mapping, required=True),
    "conditions": Field(schema.list_of(schema.mapping), required=True),
    "estimate": Field(schema.optional(schema.mapping)),
    "criteria": Field(schema.list_of(schema.mapping)),
    "history": Field(schema.list_of(schema.mapping)),
    "procedure": Field(schema.optional(schema.mapping)),
}


_CRITERION = {
    "fact": Field(schema.optional(schema.slug), required=True),
    "says": Field(schema.text, required=True),
    "condition": Field(schema.slug),
    "untested": Field(schema.text),
}


_VERSION = {name: Field(schema.text, required=True) for name in ("version", "what", "why")}


_SOURCE = {
    "title": Field(schema.text, required=True),
    "url": Field(schema.optional(schema.url), required=True),
    "kind": Field(schema.one_of(KINDS), required=True),
    "date": Field(schema.optional(schema.day)),
    "date_label": Field(schema.text, required=True),
}


_CONDITION = {
    **{name: Field(schema.text, required=True) for name in ("label", "rule", "next_step")},
    "source": Field(schema.optional(schema.text), required=True),
    "id": Field(schema.slug, required=True),
    "test": Field(schema.mapping, required=True),
    "also": Field(schema.list_of(schema.text)),
}


_ESTIMATE = {
    "of": Field(schema.slug, required=True),
    "percent": Field(schema.real, required=True),
    "cap": Field(schema.optional(schema.real)),
    "note": Field(schema.text, required=True),
}


_PROCEDURE = {
    "url": Field(schema.url, required=True),
    "source": Field(schema.text, required=True),
    "fields": Field(schema.mapping, required=True),
    "options": Field(schema.mapping),
}


_AS_WRITTEN = (
    "title",
    "audience",
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
    content = lines.read(path)
    problems = _faults(content, path, slug)
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


def _faults(content: Entry, path: Path, slug: str) -> list[Problem]:
    file = shown(path)
    problems = schema.faults(content, _FIELDS, file=file)
    if problems:
        return problems
    for source in content["sources"].values():
        problems += schema.faults(_entry(source, content.line_of("sources")), _SOURCE, file=file)
    for condition in content["conditions"]:
        problems += _condition_faults(condition, sources=content["sources"], file=file)
    if content.get("estimate"):
        problems += schema.faults(content["estimate"], _ESTIMATE, file=file)
    if content.get("procedure"):
        problems += _procedure_faults(content["procedure"], sources=content["sources"], file=file)
    for name, fields in (("criteria", _CRITERION), ("history", _VERSION)):
        problems += [fault for entry in content.get(name, ()) for fault in schema.faults(entry, fields, file=file)]
    if content["programme"] != slug:
        problems.append(Problem(file, content.line_of("programme"), f"« programme » doit être « {slug} »"))
    return problems


def _procedure_faults(entry: Entry, *, sources: Mapping[str, Any], file: str) -> list[Problem]:
    problems = schema.faults(entry, _PROCEDURE, file=file)
    if problems:
        return problems
    said = [] if entry["url"].startswith(HOST) else [f"« url » doit commencer par {HOST}"]
    said += [] if entry["source"] in sources else [f"la source « {entry['source']} » n'est pas décrite"]
    said += [f"le fait « {name} » n'existe pas" for name in entry["fields"] if name not in VOCABULARY]
    return [Problem(file, entry.line_of("url"), each) for each in said]


def _condition_faults(entry: Entry, *, sources: Mapping[str, Any], file: str) -> list[Problem]:
    problems = schema.faults(entry, _CONDITION, file=file)
    cited = [*([entry["source"]] if entry.get("source") else []), *entry.get("also", ())]
    problems += [
        Problem(file, entry.line_of("source"), f"la source « {name} » n'est pas décrite")
        for name in cited
        if name not in sources
    ]
    return problems + [Problem(file, entry.line_of("test"), fault) for fault in rule_faults.faults(entry.get("test"))]


def _entry(value: Any, line: int) -> Entry:
    return value if isinstance(value, Entry) else Entry(line=line)
