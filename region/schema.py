"""What a mapping of a data file may hold, and the sentence said for each fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from region.lines import Entry
from region.problems import Problem

Check = Callable[[Any], str | None]  # what is wrong with a value, or None
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Field:
    """A key: how its value is checked, and whether it may be left out."""

    check: Check
    required: bool = False


def faults(entry: Entry, fields: Mapping[str, Field], *, file: str) -> list[Problem]:
    """Every fault of one mapping: unknown keys, missing keys, wrong values."""
    unknown = [Problem(file, entry.line_of(name), f"clé inconnue « {name} »") for name in entry if name not in fields]
    missing = [
        Problem(file, entry.line, f"il manque « {name} »")
        for name, field in fields.items()
        if field.required and name not in entry
    ]
    wrong = [
        Problem(file, entry.line_of(name), f"« {name} » {fault}")
        for name, field in fields.items()
        if name in entry and (fault := field.check(entry[name]))
    ]
    return unknown + missing + wrong


def text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "doit être un texte non vide"


def slug(value: Any) -> str | None:
    good = isinstance(value, str) and _SLUG.match(value)
    return None if good else "doit être en minuscules sans accent, chiffres et tirets"


def whole(value: Any) -> str | None:
    return None if isinstance(value, int) and not isinstance(value, bool) else "doit être un nombre entier"


def real(value: Any) -> str | None:
    return None if isinstance(value, (int, float)) and not isinstance(value, bool) else "doit être un nombre"


def flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "doit être true ou false"


def day(value: Any) -> str | None:
    return None if type(value) is date else "doit être une date AAAA-MM-JJ"


def url(value: Any) -> str | None:
    good = isinstance(value, str) and re.match(r"https?://[^\s]+\Z", value)
    return None if good else "doit être une adresse https://…"


def mapping(value: Any) -> str | None:
    return None if isinstance(value, Entry) else "doit être un ensemble de clés et de valeurs"


def optional(check: Check) -> Check:
    """The same, or null."""
    return lambda value: None if value is None else check(value)


def one_of(choices: Iterable[str]) -> Check:
    """One of a closed list of words."""
    allowed = tuple(choices)
    return lambda value: None if value in allowed else f"doit être l'un de : {', '.join(allowed)}"


def list_of(check: Check) -> Check:
    """A list whose every item passes the check."""

    def fault(value: Any) -> str | None:
        if not isinstance(value, list):
            return "doit être une liste"
        return next((f"contient {item!r}, qui {wrong}" for item in value if (wrong := check(item))), None)

    return fault
