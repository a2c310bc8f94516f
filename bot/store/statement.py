"""Statements written once: SQLAlchemy takes ten times longer to run one again than SQLite itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, Dialect
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

    def run(self, connection: Connection, *rows: Values) -> int:
        """Run with each row of values; return how many rows of the table it touched."""
        if connection.dialect.driver != "pysqlite":  # asyncpg wants the types that SQLAlchemy states
            return sum(connection.execute(self._clause, values).rowcount for values in rows)
        written = self._written = self._written or self._write(connection.dialect)
        cursor = connection.connection.cursor()
        return sum(cursor.execute(written.sql, written.row(values)).rowcount for values in rows)

    def _write(self, dialect: Dialect) -> _Written:
        compiled = self._clause.compile(dialect=dialect, column_keys=list(self._columns) or None)
        return _Written(str(compiled), tuple(compiled.positiontup), dict(compiled.params), compiled._bind_processors)
