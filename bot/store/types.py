"""Columns that mean the same on SQLite and PostgreSQL, and in every table."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Return the driver's own type: only PostgreSQL's knows of zones."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware instant as the database keeps it, in UTC."""
        if value is None:
            return None
        aware = value.astimezone(UTC)
        return aware if dialect.name == "postgresql" else aware.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return a kept instant, aware of UTC."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def stamped() -> tuple[Column[Any], ...]:
    """Return the columns of what an operator writes: who, why and when, as `Act.stamp` fills them."""
    return (
        Column("author", String(64), nullable=False),
        Column("comment", Text, nullable=False),
        Column("at", UtcDateTime, nullable=False),
    )
