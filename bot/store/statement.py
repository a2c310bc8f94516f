"""Statements written once: SQLAlchemy takes longer to find the SQL of a statement again than SQLite to run it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, CursorResult, Dialect
from sqlalchemy.sql.expression import Executable

Values = Mapping[str, Any]


@dataclass(frozen=True)
class _Written:
    """The SQL of one dialect, the names of its places, in order, and how each value is handed to the driver."""

    sql: str
    names: tuple[str, ...]
    fixed: Values
    bind: Mapping[str, Callable[[Any], Any]]

    def row(self, values: Values) -> tuple[Any, ...]:
        given = {**self.fixed, **values}
        return tuple(self.bind[name](given[name]) if name in self.bind else given[name] for name in self.names)


class Statement:
    """An INSERT, UPDATE or DELETE run with the values of its `columns` and of its own parameters; all are given."""

    def __init__(self, clause: Executable, *columns: str) -> None:
        self._clause, self._columns = clause, columns
        self._written: _Written | None = None

    def run(self, connection: Connection, values: Values | Sequence[Values]) -> CursorResult:
        """Run with one row of values, or with several."""
        if connection.dialect.name != "sqlite":  # asyncpg wants the types that SQLAlchemy states
            return connection.execute(self._clause, values)
        written = self._written = self._written or self._write(connection.dialect)
        rows = written.row(values) if isinstance(values, Mapping) else [written.row(each) for each in values]
        return connection.exec_driver_sql(written.sql, rows)

    def _write(self, dialect: Dialect) -> _Written:
        compiled = self._clause.compile(dialect=dialect, column_keys=list(self._columns) or None)
        return _Written(str(compiled), tuple(compiled.positiontup), dict(compiled.params), compiled._bind_processors)
