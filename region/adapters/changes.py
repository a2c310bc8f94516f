"""What bringing data in changes in one table, row by row, so that it is shown before, told after, and taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

BATCH = 200
Row = Mapping[str, Any]
"""A row as JSON keeps it: its days are ISO texts."""


@dataclass(frozen=True)
class Plan:
    """Rows as they would become: `changed` holds (before, after); `removed` are as they are kept now."""

    added: tuple[Row, ...] = ()
    changed: tuple[tuple[Row, Row], ...] = ()
    same: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()

    def before(self) -> tuple[Row, ...]:
        """The rows kept now that it touches."""
        return (*(old for old, _ in self.changed), *self.removed)

    def after(self) -> tuple[Row, ...]:
        """The rows it writes anew."""
        return (*self.added, *(new for _, new in self.changed))


def packed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table, as JSON keeps it."""
    held = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    read: dict[str, Any] = json.loads(json.dumps(held))
    return read


def compare(kept: Mapping[str, Row], brought: Iterable[Row], *, key: str, gone: Iterable[str], ignored: str) -> Plan:
    """What `brought` changes in `kept` (by key) when `gone` leave; `ignored` is a column that makes no difference."""
    added, changed, same, new = [], [], [], set()
    for row in brought:
        old = kept.get(row[key])
        new.add(row[key])
        if old is None:
            added.append(row)
        elif any(old[name] != value for name, value in row.items() if name != ignored):
            changed.append((old, row))
        else:
            same.append(row)
    removed = tuple(kept[each] for each in sorted(set(gone) - new) if each in kept)
    return Plan(tuple(added), tuple(changed), tuple(same), removed)


async def write(
    connection: AsyncConnection, table: Table, *, key: str, rows: Sequence[Row], gone: Iterable[str]
) -> None:
    """Put these rows in the place of those of the same key, and remove those of the keys `gone`."""
    leaving = [*{*gone, *(row[key] for row in rows)}]
    for start in range(0, len(leaving), BATCH):
        await connection.execute(delete(table).where(table.c[key].in_(leaving[start : start + BATCH])))
    days = {column.name for column in table.c if isinstance(column.type, Date)}
    full = [
        {name: date.fromisoformat(value) if name in days and value else value for name, value in row.items()}
        for row in rows
    ]
    for start in range(0, len(full), BATCH):
        await connection.execute(insert(table), full[start : start + BATCH])


async def held(connection: AsyncConnection, table: Table, *, key: str, among: Iterable[str]) -> dict[str, Row]:
    """The rows kept of these keys."""
    wanted = [*among]
    found: dict[str, Row] = {}
    for start in range(0, len(wanted), BATCH):
        part = await connection.execute(select(table).where(table.c[key].in_(wanted[start : start + BATCH])))
        found |= {row[key]: packed(row) for row in part.mappings()}
    return found


def trace(plan: Plan, *, key: str) -> dict[str, Any]:
    """What taking a plan back will need, as JSON: the rows of before, and what each row became."""
    return {
        "before": [dict(row) for row in plan.before()],
        "after": {row[key]: _digest(row) for row in plan.after()},
    }


async def take_back(
    connection: AsyncConnection, table: Table, trace: Mapping[str, Any], *, key: str
) -> tuple[int, int]:
    """Put the rows of before back; returns how many were, and how many were left because something changed them since."""
    before, after = {row[key]: row for row in trace["before"]}, trace["after"]
    now = await held(connection, table, key=key, among={*before, *after})
    untouched = {each for each in {*before, *after} if (_digest(now[each]) if each in now else None) == after.get(each)}
    back = [row for each, row in before.items() if each in untouched]
    await write(connection, table, key=key, rows=back, gone=untouched)
    return len(untouched), len({*before, *after} - untouched)


def _digest(row: Row) -> str:
    return hashlib.sha256(json.dumps(dict(row), sort_keys=True).encode()).hexdigest()[:16]
