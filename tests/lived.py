"""A service that has lived: rows in every table, made from what the tables say of themselves, and read back."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, String, Table, select

import console.tables
import learning.tables
from bot.store import alert_tables, audit, desk_tables
from bot.store.database import Database
from bot.store.tables import metadata
from bot.store.types import UtcDateTime
from region.tables import metadata as region_metadata

ROOMS = (alert_tables, audit, console.tables, learning.tables, desk_tables)
NOON = dt.datetime(2026, 11, 19, 11, 30, 15, 250_000, tzinfo=dt.UTC)
DAYS = 7
MADE: Mapping[type, Callable[[str, int], Any]] = {
    UtcDateTime: lambda name, day: NOON + dt.timedelta(days=day),
    DateTime: lambda name, day: (NOON + dt.timedelta(days=day)).replace(tzinfo=None),
    Date: lambda name, day: (NOON + dt.timedelta(days=day)).date(),
    JSON: lambda name, day: {"said": f"« {name} »\n\u2028", "day": day, "list": [None, True, 1.5, "é"]},
    Boolean: lambda name, day: bool(day % 2),
    Float: lambda name, day: day + 0.1,
    Integer: lambda name, day: 1000 + day,
    LargeBinary: lambda name, day: bytes(range(256)) + bytes([day]),
    String: lambda name, day: f"{name} « é » 😀 {day}",
}


def every_table() -> list[Table]:
    """Return all the tables of the program, each after those it refers to."""
    return [*metadata.sorted_tables, *region_metadata.sorted_tables]


def row(table: Table, day: int) -> dict[str, Any]:
    """Return a row of a table; on the last day, whatever may be absent is."""
    return {column.name: _value(column, day) for column in table.c}


def _value(column: Column[Any], day: int) -> Any:
    if column.nullable and day == DAYS - 1:
        return None
    if column.foreign_keys:
        return _value(next(iter(column.foreign_keys)).column, day)
    made = next(made for kind, made in MADE.items() if isinstance(column.type, kind))(column.name, day)
    length = getattr(column.type, "length", None)
    return f"{day}{made}"[:length] if isinstance(made, str) and length else made


async def live(database: Database) -> None:
    """Write a week in every table."""
    async with database.write() as connection:
        for table in every_table():
            await connection.execute(table.insert(), [row(table, day) for day in range(DAYS)])


async def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in order."""
    async with database.read() as connection:
        return {
            table.name: [tuple(each) for each in await connection.execute(select(table).order_by(*table.primary_key))]
            for table in every_table()
        }
