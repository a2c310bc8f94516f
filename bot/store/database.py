"""Opens the database and hands out connections: one writer at a time on SQLite, a pool on PostgreSQL."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cached_property
from typing import Concatenate, ParamSpec, TypeVar

import asyncpg
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, RootTransaction
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store import engines, pages, straight
from bot.store.migrate import upgrade
from bot.store.trouble import DatabaseLocked, DatabaseRefused, DatabaseUnavailable, is_locked, translated, unavailable

__all__ = ["Database", "DatabaseRefused", "DatabaseUnavailable"]

# At DEBUG this driver logs what people wrote, with each statement.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)
POOL = 10
PATIENCE = 5.0
"""Seconds a write waits for other programs', from the moment it is asked for."""
OURS = 12
"""How many times longer a write waits for the writers of its own process."""
FIRST_RETRY, LAST_RETRY = 0.002, 0.05

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """One database; `read()` and `write()` give a connection, `write()` commits at its end or rolls back."""

    def __init__(self, url: str, *, schema: str | None = None, patience: float = PATIENCE) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine: AsyncEngine = (
            engines.sqlite_reader(url)
            if self.is_sqlite
            else engines.postgresql(url, schema=schema, pool_size=POOL, max_overflow=POOL)
        )
        self._writing = engines.sqlite_writer(url) if self.is_sqlite else self.engine
        self._writer = asyncio.Lock()
        self._straight: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()
        self._schema = schema
        self._patience = patience

    @cached_property
    def _at_once(self) -> Connection:
        """The connection to SQLite that `transact` keeps."""
        return engines.sqlite_at_once(self.url).connect()

    @asynccontextmanager
    async def straight(self) -> AsyncIterator[asyncpg.Connection]:
        """Give a connection to PostgreSQL whose statements each are a transaction."""
        with translated(self.url):
            async with self._opening:
                self._straight = self._straight or await straight.pool(self.url, size=POOL, schema=self._schema)
            async with self._straight.acquire(timeout=self._patience) as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection to read with; raises DatabaseUnavailable or DatabaseRefused."""
        with translated(self.url):
            async with self.engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction; on SQLite writers wait here, and for a time, for other programs."""
        with translated(self.url):
            if not self.is_sqlite:
                async with self.engine.begin() as connection:
                    yield connection
                return
            async with self._alone() as until, self._writing.connect() as connection, AsyncExitStack() as stack:
                stack.push_async_exit(await _patiently(connection.begin, until))
                yield connection

    async def transact(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `work(connection, …)`, run in one transaction.

        On SQLite it runs here and now: a commit to the write-ahead log waits for no disk, while each statement handed
        to another thread waits for the interpreter's lock (docs/adr/0013). A file that another program has locked is
        waited for as in `write`, before `work` begins.
        """
        if not self.is_sqlite:
            async with self.write() as connection:
                return await connection.run_sync(work, *args, **kwargs)  # type: ignore[no-any-return]
        with translated(self.url):
            async with self._alone() as until:
                with await _patiently(self._begun, until):
                    return work(self._at_once, *args, **kwargs)

    async def _begun(self) -> RootTransaction:
        return self._at_once.begin()

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[float]:
        """Be the one writer of this process; gives the instant until which the file may be waited for.

        Our own writers are waited for OURS times longer: what a busy machine makes slow is no lock. Once the limit has
        passed the file is tried once, so that nobody waits longer for having been second.
        """
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(now + OURS * self._patience):
                await self._writer.acquire()
        except TimeoutError:
            raise unavailable(self.url, OperationalError("", (), "locked")) from None
        try:
            yield now + self._patience
        finally:
            self._writer.release()

    async def writable(self) -> bool:
        """Whether a page can be written now: a full disk, a read-only file or server, or none, says no."""
        try:
            await self.transact(_touched)
        except DatabaseLocked:
            return True  # another program's write shows that one can be written
        except DatabaseUnavailable:
            return False
        return True

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
            with translated(self.url):
                await pages.rewrite(self.engine, ["conversation", *personal], thorough=thorough)
            return
        async with self._alone(), self.read() as connection:
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            await connection.exec_driver_sql("BEGIN")

    async def dispose(self) -> None:
        """Close every connection; without it the process never ends."""
        if "_at_once" in self.__dict__:
            self._at_once.close()
            self._at_once.engine.dispose()
        if self._straight is not None:
            self._straight.terminate()
        await self._writing.dispose()
        await self.engine.dispose()

    async def __aenter__(self) -> "Database":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.dispose()


def _columns(connection: Connection) -> dict[str, list[str]]:
    schema = (
        None if connection.dialect.name == "sqlite" else connection.exec_driver_sql("SELECT current_schema()").scalar()
    )
    inspector = inspect(connection)
    names = inspector.get_table_names(schema=schema)
    return {name: [column["name"] for column in inspector.get_columns(name, schema=schema)] for name in names}


def _touched(connection: Connection) -> None:
    """Write one page that says what it said already; a PostgreSQL that stands by, or is set to read, refuses."""
    if connection.dialect.name == "sqlite":
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
        return
    if connection.execute(text("SHOW transaction_read_only")).scalar() == "on":
        raise OperationalError("", (), "read-only")


async def _patiently(begin: Callable[[], Awaitable[T]], until: float) -> T:
    """Begin a transaction, again and again while another program holds the file, until an instant of the loop."""
    loop, pause = asyncio.get_running_loop(), FIRST_RETRY
    while True:
        try:
            return await begin()
        except OperationalError as error:
            if not is_locked(error) or loop.time() >= until:
                raise
        await asyncio.sleep(pause)
        pause = min(2 * pause, LAST_RETRY)
