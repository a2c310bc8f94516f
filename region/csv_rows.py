"""Reads a CSV file as Excel writes it, and says which line to mend."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from region.decoding import text_of
from region.problems import DataError, Problem
from region.territory import key
from region.wordings import say

T = TypeVar("T")
Row = dict[str, str]
SEPARATORS = ";,\t"
_SEP = re.compile(r"\"?sep=(.)[\s;,\"]*", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"[\s\u2028\u2029\u200b]+")
_LONGEST_CELL = 100_000


def rows(
    path: Path, *, columns: frozenset[str], names: Mapping[str, str] | None = None
) -> Iterator[tuple[int, Row | ValueError]]:
    """The line number of each row with its values, or with what is wrong in it.

    A header is known whatever its case, accents and spaces; `names` gives other names of a column. Empty rows and
    cells at the end are nothing; lines that begin with # before the header are comments.
    Raises DataError when the file cannot be read or lacks a column.
    """
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text_of(path))
    start, separator = _preamble(lines)
    if start is None:
        raise DataError(Problem(path.name, 1, say("csv.empty")))
    reader = csv.reader(
        io.StringIO("".join(lines[start:]), newline=""), delimiter=separator or _separator(lines[start])
    )
    csv.field_size_limit(_LONGEST_CELL)
    try:
        header = [_column(name, names or {}) for name in next(reader)]
        if missing := columns - set(header):
            raise DataError(Problem(path.name, start + 1, say("csv.no_column", listed=", ".join(sorted(missing)))))
        line = reader.line_num
        for cells in reader:
            first, line = start + line + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                written = "".join(lines[first - 1 : start + line])
                yield first, _row(header, cells) if _closed(written, cells) else ValueError(say("csv.quote"))
    except csv.Error as error:
        raise DataError(Problem(path.name, start + reader.line_num, say("csv.line"))) from error


def header(path: Path, *, names: Mapping[str, str] | None = None) -> frozenset[str]:
    """The columns of a file, as `rows` knows them; empty when there is none."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text_of(path))
    start, separator = _preamble(lines)
    if start is None:
        return frozenset()
    cells = next(csv.reader([lines[start]], delimiter=separator or _separator(lines[start])), [])
    return frozenset(_column(name, names or {}) for name in cells)


def read_each(
    path: Path, make: Callable[[Row], T], *, columns: frozenset[str], names: Mapping[str, str] | None = None
) -> tuple[list[tuple[int, T]], list[Problem]]:
    """What `make` reads in each row, with its line; and the rows it refuses with a ValueError."""
    read: list[tuple[int, T]] = []
    refused: list[Problem] = []
    for line, row in rows(path, columns=columns, names=names):
        try:
            if isinstance(row, ValueError):
                raise row
            read.append((line, make(row)))
        except ValueError as error:
            refused.append(Problem(path.name, line, str(error)))
    return read, refused


def number(value: str) -> str:
    """« 1 234 567,5 » → « 1234567.5 », as a number is written in code."""
    return _SPACES.sub("", value).replace(",", ".").removesuffix("€")


def _preamble(lines: list[str]) -> tuple[int | None, str | None]:
    """Where the header stands, and the separator a first line `sep=;` gives."""
    separator = None
    for place, line in enumerate(lines):
        if said := _SEP.fullmatch(line):
            separator = said[1]
        elif line.strip(SEPARATORS + ' \r\n"') and not line.startswith("#"):
            return place, separator
    return None, separator


def _closed(written: str, cells: list[str]) -> bool:
    """Whether the quotes of a row are closed; one that is not takes in all that follows."""
    whole = not written.rstrip("\r\n").count("\n") and not cells[-1].endswith(("\n", "\r"))
    return whole or written.count('"') % 2 == 0


def _separator(header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    return max(SEPARATORS, key=lambda each: (bare.count(each), each == ","))


def _column(name: str, names: Mapping[str, str]) -> str:
    folded = key(name).replace(" ", "_")
    return names.get(folded, folded)


def _row(header: list[str], cells: list[str]) -> Row | ValueError:
    if any(cell.strip() for cell in cells[len(header) :]):
        return ValueError(say("csv.cells", cells=len(cells), columns=len(header)))
    said = (_SPACES.sub(" ", cell).strip() for cell in [*cells, *[""] * (len(header) - len(cells))])
    row: Row = {}
    for name, value in zip(header, said, strict=False):
        if name:
            row.setdefault(name, value)
    return row
