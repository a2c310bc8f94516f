"""YAML whose mappings remember on which line each key stands, so that a fault can be shown to its writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from region.problems import DataError, Problem, shown

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
            raise yaml.constructor.ConstructorError(None, None, f"« {name} » y figure deux fois", name_node.start_mark)
        entry[name] = loader.construct_object(value_node, deep=True)
        entry.lines[name] = name_node.start_mark.line + 1
    return entry


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path) -> Entry:
    """The mapping a file holds. Raises DataError with the line when it cannot be read."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(shown(path), 1, f"le fichier ne peut pas être lu ({error})")) from error
    except (yaml.YAMLError, ValueError) as error:
        raise DataError(_unreadable(path, error)) from error
    if not isinstance(content, Entry):
        raise DataError(Problem(shown(path), 1, "le fichier doit contenir des clés et des valeurs"))
    return content


def _unreadable(path: Path, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    return Problem(shown(path), mark.line + 1 if mark else 1, f"ce n'est pas du YAML lisible : {reason}")
