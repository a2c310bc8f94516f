"""What the file of an aid may hold, and the sentence said for each fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from region import rule_faults, schema
from region.lines import Entry
from region.problems import Problem
from region.procedure import HOST
from region.records import KINDS
from region.schema import Field
from region.vocabulary import VOCABULARY
from region.wordings import say

CALENDARS = ("open", "closed", "unknown")
AUDIENCES = ("public", "company")
_FIELDS = {
    "programme": Field(schema.slug, required=True),
    "title": Field(schema.text, required=True),
    "audience": Field(schema.one_of(AUDIENCES), required=True),
    "pays": Field(schema.flag),
    "likely_over": Field(schema.flag),
    "gives": Field(schema.text),
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


def faults(content: Entry, file: str, slug: str) -> list[Problem]:
    """What is wrong in an aid as written, each fault with its line."""
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
        problems.append(Problem(file, content.line_of("programme"), say("must_be_named", name="programme", value=slug)))
    return problems


def _procedure_faults(entry: Entry, *, sources: Mapping[str, Any], file: str) -> list[Problem]:
    problems = schema.faults(entry, _PROCEDURE, file=file)
    if problems:
        return problems
    said = [] if entry["url"].startswith(HOST) else [say("programme.url", host=HOST)]
    said += [] if entry["source"] in sources else [say("programme.no_source", name=entry["source"])]
    said += [say("rule.no_fact", name=name) for name in entry["fields"] if name not in VOCABULARY]
    return [Problem(file, entry.line_of("url"), each) for each in said]


def _condition_faults(entry: Entry, *, sources: Mapping[str, Any], file: str) -> list[Problem]:
    problems = schema.faults(entry, _CONDITION, file=file)
    cited = [*([entry["source"]] if entry.get("source") else []), *entry.get("also", ())]
    problems += [
        Problem(file, entry.line_of("source"), say("programme.no_source", name=name))
        for name in cited
        if name not in sources
    ]
    return problems + [Problem(file, entry.line_of("test"), fault) for fault in rule_faults.faults(entry.get("test"))]


def _entry(value: Any, line: int) -> Entry:
    return value if isinstance(value, Entry) else Entry(line=line)
