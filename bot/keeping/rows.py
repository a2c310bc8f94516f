"""A row of any table as JSON, and back: what a column holds is known from its type, so that none is forgotten."""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, LargeBinary, String, Table, null
from sqlalchemy.types import TypeEngine

PLAIN = (JSON, Boolean, Float, Integer, String)


class UnknownColumn(TypeError):
    """A column has a type that nobody taught to be kept; `str()` names it."""


def packed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with JSON values only; raises UnknownColumn."""
    return {name: _packer(table, name)(value) if value is not None else None for name, value in row.items()}


def unpacked(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row that `packed` was given, for this database."""
    return {name: _unpacked(table, name, value) for name, value in row.items()}


def _packer(table: Table, name: str) -> Callable[[Any], Any]:
    kind = table.c[name].type
    if isinstance(kind, LargeBinary):
        return lambda value: base64.b64encode(value).decode()
    if isinstance(kind, Date | DateTime):
        return lambda value: value.isoformat()
    if isinstance(kind, PLAIN):
        return lambda value: value
    raise UnknownColumn(f"{table.name}.{name}: {kind!r}")


def _unpacked(table: Table, name: str, value: Any) -> Any:
    kind: TypeEngine[Any] = table.c[name].type
    if value is None:
        return null() if isinstance(kind, JSON) and table.c[name].nullable else None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, DateTime):
        return _instant(value, zoned=bool(kind.timezone))
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value


def _instant(value: str, *, zoned: bool) -> datetime:
    """An instant without a zone is UTC's: SQLite keeps none."""
    read = datetime.fromisoformat(value)
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return aware.astimezone(UTC) if zoned else aware.astimezone(UTC).replace(tzinfo=None)
