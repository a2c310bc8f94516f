"""Statements written once: SQLAlchemy takes ten times longer to run one again than SQLite itself."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql.expression import Executable, Select

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
        written = self._written = self._written or _write(self._clause, connection.dialect, self._columns)
        cursor = connection.connection.cursor()
        return sum(cursor.execute(written.sql, written.row(values)).rowcount for values in rows)


class Query:
    """A SELECT of whole columns, run with the values of its parameters."""

    def __init__(self, clause: Select) -> None:
        self._clause, self._columns = clause, list(clause.selected_columns)
        self._row = namedtuple("Row", [column.name for column in self._columns])  # type: ignore[misc]
        self._written: _Written | None = None
        self._read: list[Callable[[Any], Any] | None] = []

    def first(self, connection: Connection, values: Values) -> Any:
        """Return the first row, its columns by name, or None."""
        dialect = connection.dialect
        if dialect.driver != "pysqlite":
            return connection.execute(self._clause, values).first()
        if self._written is None:
            self._written = _write(self._clause, dialect)
            self._read = [column.type._cached_result_processor(dialect, None) for column in self._columns]
        cursor = connection.connection.cursor()
        found = cursor.execute(self._written.sql, self._written.row(values)).fetchone()
        cursor.close()  # an open one would keep its reading of the file alive
        if found is None:
            return None
        return self._row(*(read(value) if read else value for read, value in zip(self._read, found, strict=True)))


def _write(clause: Executable, dialect: Dialect, columns: Sequence[str] = ()) -> _Written:
    compiled = clause.compile(dialect=dialect, column_keys=list(columns) or None)
    return _Written(str(compiled), tuple(compiled.positiontup), dict(compiled.params), compiled._bind_processors)
