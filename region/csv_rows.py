"""Reads a CSV file that somebody brings, and says which line to mend."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from region.problems import DataError, Problem

Row = dict[str, str]


def rows(path: Path, *, columns: frozenset[str]) -> Iterator[tuple[int, Row]]:
    """Line number and values of each row, comma or semicolon; lines that begin with # are comments.

    Raises DataError when the file cannot be read or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem(path.name, 1, "le fichier ne peut pas être lu ; il doit être en UTF-8")) from error
    kept = [(number, line) for number, line in enumerate(text.splitlines(keepends=True), 1) if not line.startswith("#")]
    if not kept:
        raise DataError(Problem(path.name, 1, "le fichier est vide"))
    reader = csv.DictReader((line for _, line in kept), delimiter=_delimiter(kept[0][1]))
    missing = columns - set(reader.fieldnames or ())
    if missing:
        raise DataError(Problem(path.name, kept[0][0], f"il manque la colonne {', '.join(sorted(missing))}"))
    shift = kept[0][0] - 1
    for row in reader:
        yield (
            reader.line_num + shift,
            {
                name: (value or "").strip()
                for name, value in row.items()
                if isinstance(name, str) and not isinstance(value, list)
            },
        )


def _delimiter(header: str) -> str:
    return ";" if header.count(";") > header.count(",") else ","
