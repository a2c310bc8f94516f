"""Opens the database and hands out connections: one writer at a time on SQLite, a pool on PostgreSQL."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import create_engine, event, inspect
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, QueuePool

from bot.store import pages
from bot.store.migrate import upgrade

# At DEBUG this driver logs what people wrote, with each statement.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "secure_delete=ON", "foreign_keys=ON")


P = ParamSpec("P")
T = TypeVar("T")


class DatabaseUnavailable(RuntimeError):
    """The database cannot be reached, or is locked by another program; `str()` is one French sentence."""


class Database:
    """One database; `read()` and `write()` give a connection, `write()` commits at its end or rolls back."""

    def __init__(self, url: str, *, schema: str | None = None) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine: AsyncEngine = _sqlite(url) if self.is_sqlite else _postgresql(url, schema)
        self._writer = asyncio.Lock()
        self._writing = self.engine.execution_options(beffroi_write=True)

    @cached_property
    def _at_once(self) -> Connection:
        """The connection to SQLite that `transact` keeps."""
        return _sqlite_at_once(self.url).connect()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with _translated(self.url), self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction; on SQLite writers wait here rather than in the file's lock."""
        if not self.is_sqlite:
            async with _translated(self.url), self.engine.begin() as connection:
                yield connection
            return
        async with self._writer, _translated(self.url), self._writing.begin() as connection:
            yield connection

    async def transact(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `work(connection, …)`, run in one transaction; `work` may be run again if the database was locked.

        On SQLite it runs here and now: a commit to the write-ahead log waits for no disk, while each statement handed
        to another thread waits for the interpreter's lock (docs/adr/0013). A file that another program has locked is
        waited for elsewhere, as in `write`.
        """
        if self.is_sqlite:
            async with self._writer, _translated(self.url):
                try:
                    with self._at_once.begin():
                        return work(self._at_once, *args, **kwargs)
                except (OperationalError, sqlite3.OperationalError) as error:
                    if "locked" not in str(error):
                        raise
        async with self.write() as connection:
            return await connection.run_sync(work, *args, **kwargs)  # type: ignore[no-any-return]

    async def migrate(self) -> None:
        """Bring the tables to the newest revision."""
        async with self.write() as connection:
            await connection.run_sync(upgrade)

    async def tables(self) -> dict[str, list[str]]:
        """Return the columns of every table, by table name."""
        async with self.read() as connection:
            return await connection.run_sync(_columns)

    async def forget_pages(self, *, thorough: bool = False) -> None:
        """Leave no erased page behind: empty SQLite's write-ahead log into the file, rewrite PostgreSQL's tables."""
        if not self.is_sqlite:
            personal = [name for name, columns in (await self.tables()).items() if "conversation_id" in columns]
            await pages.rewrite(self.engine, ["conversation", *personal], thorough=thorough)
            return
        async with self._writer, self.engine.connect() as connection:
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            await connection.exec_driver_sql("BEGIN")

    async def dispose(self) -> None:
        if "_at_once" in self.__dict__:
            self._at_once.close()
            self._at_once.engine.dispose()
        await self.engine.dispose()

    async def __aenter__(self) -> "Database":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.dispose()


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(url, poolclass=AsyncAdaptedQueuePool, pool_size=5, connect_args={"timeout": 5})
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _sqlite_at_once(url: str) -> Engine:
    """Return an engine whose one connection writes without waiting: a locked file is told at once."""
    plain = make_url(url).set(drivername="sqlite")
    args = {"timeout": 0, "check_same_thread": False}
    engine = create_engine(plain, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args=args)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    event.listen(engine, "begin", lambda connection: connection.connection.cursor().execute("BEGIN IMMEDIATE"))
    return engine


def _postgresql(url: str, schema: str | None) -> AsyncEngine:
    server = {"search_path": schema} if schema else {}
    args: dict[str, Any] = {"server_settings": server, "timeout": 5}
    return create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, connect_args=args)


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("beffroi_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _columns(connection: Connection) -> dict[str, list[str]]:
    schema = (
        None if connection.dialect.name == "sqlite" else connection.exec_driver_sql("SELECT current_schema()").scalar()
    )
    inspector = inspect(connection)
    names = inspector.get_table_names(schema=schema)
    return {name: [column["name"] for column in inspector.get_columns(name, schema=schema)] for name in names}


@asynccontextmanager
async def _translated(url: str) -> AsyncIterator[None]:
    """Turn a driver's failure to reach or lock the database into `DatabaseUnavailable`."""
    try:
        yield
    except (OperationalError, InterfaceError, sqlite3.OperationalError, OSError) as error:
        raise DatabaseUnavailable(_sentence(url, error)) from error
    except (DBAPIError, sqlite3.DatabaseError) as error:
        damaged = type(error) in (DatabaseError, sqlite3.DatabaseError)  # SQLite's word for a file that is no database
        if damaged or getattr(error, "connection_invalidated", False):
            raise DatabaseUnavailable(_sentence(url, error)) from error
        raise


def _sentence(url: str, error: Exception) -> str:
    place = make_url(url).render_as_string(hide_password=True)
    if not isinstance(error, OSError) and "locked" in str(error):
        return f"La base de données {place} est verrouillée par un autre programme."
    cause = str(getattr(error, "orig", error)).splitlines()[0]
    return f"La base de données {place} ne répond pas ou est illisible ({cause})."
