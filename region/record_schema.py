"""What a file of records may hold, and what is wrong in one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from region import schema
from region.lines import Entry
from region.problems import Problem
from region.records import CONFIDENCES, KINDS, TOPICS
from region.schema import Field
from region.wordings import say

_TEXTS = schema.list_of(schema.text)


_MAPPINGS = schema.list_of(schema.mapping)


PLACE = re.compile(r"\{([^{}]*)\}|[{}]")


FILE = {"topic": Field(schema.one_of(TOPICS), required=True), "records": Field(_MAPPINGS, required=True)}


RECORD = {
    "id": Field(schema.slug, required=True),
    "title": Field(schema.text, required=True),
    "answer": Field(schema.text, required=True),
    "simple": Field(schema.text, required=True),
    "source": Field(schema.optional(schema.mapping), required=True),
    "source_date": Field(schema.optional(schema.day)),
    "source_date_label": Field(schema.optional(schema.text)),
    "checked_on": Field(schema.day, required=True),
    "confidence": Field(schema.one_of(CONFIDENCES), required=True),
    "intents": Field(_TEXTS),
    "when": Field(schema.mapping),
    "priority": Field(schema.whole),
    "figures": Field(schema.mapping),
    "facts": Field(_TEXTS),
    "valid_from": Field(schema.optional(schema.day)),
    "valid_until": Field(schema.optional(schema.day)),
    "buttons": Field(_MAPPINGS),
    "supersedes": Field(schema.list_of(schema.slug)),
    "contradicts": Field(schema.list_of(schema.slug)),
    "questions": Field(_TEXTS),
    "names": Field(_TEXTS),
}


SOURCE = {
    "title": Field(schema.text, required=True),
    "url": Field(schema.optional(schema.url), required=True),
    "kind": Field(schema.one_of(KINDS), required=True),
    "passage": Field(schema.optional(schema.passage)),
}


FIGURE = {"value": Field(schema.real, required=True), "unit": Field(schema.optional(schema.text))}


BUTTON = {"title": Field(schema.text, required=True), "payload": Field(schema.text, required=True)}


def record_faults(entry: Entry, *, file: str, service: Mapping[str, Any] = MappingProxyType({})) -> list[Problem]:
    """What is wrong in one record, each fault with its line."""
    problems = schema.faults(entry, RECORD, file=file)
    problems += [fault for part in _parts(entry, "figures") for fault in schema.faults(part, FIGURE, file=file)]
    problems += [fault for part in _parts(entry, "buttons") for fault in schema.faults(part, BUTTON, file=file)]
    if isinstance(entry.get("source"), Entry):
        problems += schema.faults(entry["source"], SOURCE, file=file)
    return problems + [
        Problem(file, entry.line_of(name), say("record.no_place", name=name, place=place))
        for name in ("answer", "simple")
        for place in _unknown_places(entry, name, service)
    ]


def _parts(entry: Entry, name: str) -> list[Entry]:
    held = entry.get(name)
    parts = list(held.values()) if isinstance(held, Entry) else held if isinstance(held, list) else []
    return [part if isinstance(part, Entry) else Entry(line=entry.line_of(name)) for part in parts]


def _unknown_places(entry: Entry, name: str, service: Mapping[str, Any]) -> list[str]:
    figures = entry.get("figures") if isinstance(entry.get("figures"), Entry) else {}
    known = {f"figures.{figure}" for figure in figures or {}} | {f"service.{key}" for key in service}
    return [found[1] or found[0] for found in PLACE.finditer(str(entry.get(name, ""))) if found[1] not in known]
