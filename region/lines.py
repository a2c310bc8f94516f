"""YAML whose mappings remember on which line each key stands, so that a fault can be shown to its writer."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from region.problems import DataError, Problem, shown
from region.wordings import say

KEPT = 512
"""How many files are kept as they were understood: several times those of a pack."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(dict[str, Any]):
    """A mapping read from a file: `line` is its own, `lines` those of its keys."""

    def __init__(self, values: dict[str, Any] | None = None, *, line: int = 0) -> None:
        super().__init__(values or {})
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, name: str) -> int:
        """The line of a key, or of the mapping where the key is absent."""
        return self.lines.get(name, self.line)


class _Loader(_Base):  # type: ignore[misc]
    pass


def _mapping(loader: Any, node: Any) -> Entry:
    entry = Entry(line=node.start_mark.line + 1)
    for name_node, value_node in node.value:
        name = str(loader.construct_object(name_node, deep=True))
        if name in entry:
            raise yaml.constructor.ConstructorError(None, None, say("yaml.twice", name=name), name_node.start_mark)
        entry[name] = loader.construct_object(value_node, deep=True)
        entry.lines[name] = name_node.start_mark.line + 1
    return entry


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path) -> Entry:
    """The mapping a file holds, shared and not to be written in. Raises DataError with the line when it cannot be read."""
    held = understood(text(path), shown(path))
    if isinstance(held, Problem):
        raise DataError(held)
    return held


@lru_cache(maxsize=KEPT)
def understood(written: str, file: str) -> Entry | Problem:
    """The mapping of a file's text, or why there is none: the same text is parsed once, a broken one too."""
    try:
        return parse(written, file=file)
    except DataError as error:
        return error.problems[0]


def text(path: Path) -> str:
    """What a file holds. Raises DataError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(shown(path), 1, say("yaml.no_file", error=error))) from error


def parse(written: str, *, file: str) -> Entry:
    """The mapping a text holds; `file` names it in faults. Raises DataError with the line when it cannot be read."""
    try:
        content = yaml.load(written, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DataError(_unreadable(file, error)) from error
    if not isinstance(content, Entry):
        raise DataError(Problem(file, 1, say("yaml.no_mapping")))
    return content


def _unreadable(file: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    return Problem(file, mark.line + 1 if mark else 1, say("yaml.unreadable", reason=reason))
