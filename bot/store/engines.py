"""Opens connections as this program needs them; no error of theirs quotes the values of a statement."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, QueuePool

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "foreign_keys=ON")
WAIT_SECONDS = 5
"""How long a statement waits for what another program holds."""


def sqlite_reader(url: str) -> AsyncEngine:
    """Return an engine whose transactions read one state of the file; it waits for a moment when the file is held."""
    engine = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=5, connect_args={"timeout": WAIT_SECONDS}, hide_parameters=True
    )
    _prepare(engine.sync_engine, begin="BEGIN", wait=WAIT_SECONDS)
    return engine


def sqlite_writer(url: str) -> AsyncEngine:
    """Return an engine with one connection; a transaction that cannot begin says at once that the file is locked."""
    engine = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0,
        connect_args={"timeout": WAIT_SECONDS}, hide_parameters=True,
    )  # fmt: skip
    _prepare(engine.sync_engine, begin="BEGIN IMMEDIATE", wait=0)
    return engine


def sqlite_at_once(url: str) -> Engine:
    """Return an engine whose one connection is used without any other thread, as `sqlite_writer` otherwise."""
    plain = make_url(url).set(drivername="sqlite")
    args = {"timeout": 0, "check_same_thread": False}
    engine = create_engine(
        plain, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args=args, hide_parameters=True
    )
    _prepare(engine, begin="BEGIN IMMEDIATE", wait=0)
    return engine


def postgresql(url: str, *, schema: str | None = None, wait: int | None = WAIT_SECONDS, **pool: Any) -> AsyncEngine:
    """Return an engine that waits `wait` seconds for a lock (None: for ever), and for a connection."""
    server = {"search_path": schema} if schema else {}
    server |= {"lock_timeout": f"{wait}s"} if wait else {}
    args: dict[str, Any] = {"server_settings": server, "timeout": WAIT_SECONDS}
    return create_async_engine(
        url, pool_pre_ping=True, pool_timeout=WAIT_SECONDS, connect_args=args, hide_parameters=True, **pool
    )


def _prepare(engine: Engine, *, begin: str, wait: int) -> None:
    """A transaction begins by the dialect, not by an event: an event that fails leaves a connection for dead."""
    event.listen(engine, "connect", _opened(wait))
    engine.dialect.do_begin = lambda connection: _run(connection, begin)


def _opened(wait: int) -> Callable[[Any, object], None]:
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None
        _run(connection, *(f"PRAGMA {pragma}" for pragma in (*PRAGMAS, f"busy_timeout={wait * 1000}")))

    return prepare


def _run(connection: Any, *statements: str) -> None:
    cursor = connection.cursor()
    try:
        for statement in statements:
            cursor.execute(statement)
    finally:
        cursor.close()
