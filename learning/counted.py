"""Reads what was counted: sums of a measure, by day, by key or by channel."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from learning.tables import aggregates


async def between(connection: AsyncConnection, first: date, last: date, *measures: str) -> list[Any]:
    """Return the counts of some measures in a period: day, measure, key, count, summed over channels."""
    table = aggregates
    period = (table.c.day >= first) & (table.c.day <= last) & table.c.measure.in_(measures)
    summed = func.sum(table.c.count).label("count")
    query = select(table.c.day, table.c.measure, table.c.key, summed).where(period)
    return list(await connection.execute(query.group_by(table.c.day, table.c.measure, table.c.key)))


async def totals(
    connection: AsyncConnection, first: date, last: date, measure: str, *, by: str = "key"
) -> dict[str, int]:
    """Return the sums of one measure over a period, by key or by channel, the greatest first."""
    table, column = aggregates, aggregates.c[by]
    period = (table.c.day >= first) & (table.c.day <= last) & (table.c.measure == measure)
    summed = func.sum(table.c.count).label("count")
    rows = await connection.execute(select(column, summed).where(period).group_by(column).order_by(summed.desc()))
    return {row[0]: int(row[1]) for row in rows}
