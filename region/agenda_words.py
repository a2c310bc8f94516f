"""The words by which an agenda that somebody brings is read: columns, kinds, cancelled, streets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from region.files import pack_file, read_yaml
from region.territory import key


@cache
def words() -> Mapping[str, Any]:
    """What agenda.yml holds."""
    found: Mapping[str, Any] = read_yaml(pack_file("agenda.yml"))
    return found


def kind_of(texts: Iterable[str]) -> str | None:
    """The kind that a category, else the title, tells; None when nothing does."""
    for text in texts:
        said = f" {key(text)} "
        found = (kind for kind, names in words()["kinds"].items() for name in names if f" {name} " in said)
        if kind := next(found, None):
            return str(kind)
    return None


def withdrawn(title: str) -> bool:
    """« Annulé : atelier », as calendars rename what is cancelled."""
    return key(title).split(" ")[0] in words()["cancelled"]
