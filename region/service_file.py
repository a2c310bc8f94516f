"""Reads service.yml, and says which line to mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from region import lines, schema, service_checks
from region.lines import Entry
from region.problems import DataError, Problem, shown
from region.schema import Field
from region.service import Page, Service
from region.wordings import say

_TEXT = Field(schema.optional(schema.text))
_PARTS = {
    "region": {
        "name": Field(schema.text, required=True),
        "short_name": Field(schema.text, required=True),
        "code": Field(schema.text, required=True),
    },
    "publisher": dict.fromkeys(("name", "legal_form", "address", "director"), _TEXT),
    "host": dict.fromkeys(("name", "address", "phone"), _TEXT),
    "dpo": dict.fromkeys(("name", "email", "address"), _TEXT),
    "accessibility": dict.fromkeys(("email", "address"), _TEXT),
    "contact": dict.fromkeys(("phone", "email", "form", "address", "address_source", "address_source_url"), _TEXT),
    "hours": {"weekdays": Field(schema.list_of(schema.mapping))},
}
_PAGE = {
    "id": Field(schema.slug, required=True),
    "title": Field(schema.text, required=True),
    "url": Field(schema.url, required=True),
}
_FIELDS = {
    "official": Field(schema.flag, required=True),
    "service_name": Field(schema.text, required=True),
    "assistant_name": Field(schema.text, required=True),
    "departements": Field(schema.list_of(schema.text), required=True),
    "pages": Field(schema.list_of(schema.mapping), required=True),
    **{name: Field(schema.mapping, required=True) for name in _PARTS},
}


def load(path: Path) -> Service:
    """Read service.yml. Raises DataError with the lines to mend."""
    content = lines.read(path)
    problems = _faults(content, shown(path))
    if problems:
        raise DataError(*problems)
    parts = {name: {key: content[name].get(key) for key in fields} for name, fields in _PARTS.items()}
    hours = tuple(parts.pop("hours")["weekdays"] or ())
    return Service(
        **parts,
        official=content["official"],
        service_name=content["service_name"],
        assistant_name=content["assistant_name"],
        departements=tuple(content["departements"]),
        hours=hours,
        pages=tuple(Page(**page) for page in content["pages"]),
    )


def _faults(content: Entry, file: str) -> list[Problem]:
    problems = schema.faults(content, _FIELDS, file=file)
    for typed, wrong in service_checks.faults(_flat(content)):
        section, _, key = typed.partition(".")
        problems.append(Problem(file, content[section].line_of(key), say("of", name=typed, fault=wrong)))
    for name, fields in _PARTS.items():
        part = content.get(name)
        problems += schema.faults(part, fields, file=file) if isinstance(part, Entry) else []
    pages = content.get("pages")
    for page in pages if isinstance(pages, list) else []:
        problems += schema.faults(page, _PAGE, file=file) if isinstance(page, Entry) else []
    return problems


def _flat(content: Entry) -> dict[str, Any]:
    parts = {part: content.get(part) for part in _PARTS}
    return {
        f"{part}.{key}": value for part, held in parts.items() if isinstance(held, Entry) for key, value in held.items()
    }
