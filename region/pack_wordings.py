"""The French sentences the region's code says, kept in a file that anybody can correct."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from region import lines
from region.problems import DataError, Problem, shown
from region.wordings import say


def load(path: Path) -> Mapping[str, str]:
    """« verdict.conditions_met » → sentence. Raises DataError where a value is not a text."""
    sections = lines.read(path)
    said: dict[str, str] = {}
    for section, entries in sections.items():
        for name, value in entries.items():
            if not isinstance(value, str):
                raise DataError(Problem(shown(path), entries.line_of(name), say("wordings.text", name=name)))
            said[f"{section}.{name}"] = value
    return MappingProxyType(said)
