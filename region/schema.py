"""What a mapping of a data file may hold, and the sentence said for each fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from region import passages
from region.lines import Entry
from region.problems import Problem
from region.wordings import say

Check = Callable[[Any], str | None]  # what is wrong with a value, or None
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Field:
    """A key: how its value is checked, and whether it may be left out."""

    check: Check
    required: bool = False


def faults(entry: Entry, fields: Mapping[str, Field], *, file: str) -> list[Problem]:
    """Every fault of one mapping: unknown keys, missing keys, wrong values."""
    unknown = [
        Problem(file, entry.line_of(name), say("schema.unknown_key", name=name)) for name in entry if name not in fields
    ]
    missing = [
        Problem(file, entry.line, say("schema.missing_key", name=name))
        for name, field in fields.items()
        if field.required and name not in entry
    ]
    wrong = [
        Problem(file, entry.line_of(name), say("of", name=name, fault=fault))
        for name, field in fields.items()
        if name in entry and (fault := field.check(entry[name]))
    ]
    return unknown + missing + wrong


def text(value: Any) -> str | None:
    """A text that is not empty."""
    return None if isinstance(value, str) and value.strip() else say("schema.text")


def passage(value: Any) -> str | None:
    """A passage of a source, neither too short nor too long to be found there."""
    return None if passages.good(value) else say("schema.passage", least=passages.SHORTEST, most=passages.LONGEST)


def slug(value: Any) -> str | None:
    """A name that an address and a file may have."""
    good = isinstance(value, str) and _SLUG.match(value)
    return None if good else say("schema.slug")


def whole(value: Any) -> str | None:
    """A whole number."""
    return None if isinstance(value, int) and not isinstance(value, bool) else say("schema.whole")


def real(value: Any) -> str | None:
    """A number."""
    return None if isinstance(value, (int, float)) and not isinstance(value, bool) else say("schema.real")


def flag(value: Any) -> str | None:
    """Yes or no."""
    return None if isinstance(value, bool) else say("schema.flag")


def day(value: Any) -> str | None:
    """A day."""
    return None if type(value) is date else say("schema.day")


def url(value: Any) -> str | None:
    """An address on the web."""
    good = isinstance(value, str) and re.match(r"https?://[^\s]+\Z", value)
    return None if good else say("schema.url")


def mapping(value: Any) -> str | None:
    """A mapping, whose lines are known."""
    return None if isinstance(value, Entry) else say("schema.mapping")


def optional(check: Check) -> Check:
    """The same, or null."""
    return lambda value: None if value is None else check(value)


def one_of(choices: Iterable[str]) -> Check:
    """One of a closed list of words."""
    allowed = tuple(choices)
    return lambda value: None if value in allowed else say("schema.one_of", listed=", ".join(allowed))


def list_of(check: Check) -> Check:
    """A list whose every item passes the check."""

    def fault(value: Any) -> str | None:
        if not isinstance(value, list):
            return say("schema.list")
        return next((say("schema.item", item=item, wrong=wrong) for item in value if (wrong := check(item))), None)

    return fault
