"""Says in one sentence that the database does not answer; no word of it, nor of its cause, comes from a row.

A driver's error quotes what it was given: the values of a statement, the row that a constraint refused. None of it
goes further than here: what is raised instead has no cause.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError, TimeoutError

from bot.wordings import say

AWAY = ("08", "53", "57", "58")
"""Classes of PostgreSQL's states: connection, resources, an operator's intervention, its system."""
WAITING = ("25006", "40001", "40P01", "55P03", "3D000", "28000", "28P01")
"""Read-only, overtaken, deadlocked, locked, no such database, not let in."""
DRIVERS = (SQLAlchemyError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError)


class DatabaseUnavailable(RuntimeError):
    """The database cannot be reached, or is locked by another program; `str()` is one French sentence."""


class DatabaseLocked(DatabaseUnavailable):
    """Another program holds what a statement needs."""


class DatabaseRefused(RuntimeError):
    """The database refused a statement; `str()` names the rule it broke and holds no value of a row."""


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Turn every error of a driver into `DatabaseUnavailable` or `DatabaseRefused`."""
    try:
        yield
    except DRIVERS as error:
        raise _told(url, error) from None
    except OSError as error:
        if error.filename is not None:  # a file of ours, not a connection
            raise
        raise unavailable(url, error) from None


def unavailable(url: str, error: BaseException) -> DatabaseUnavailable:
    """Return the error that names the database, without its password, and the first line of the cause."""
    place = make_url(url).render_as_string(hide_password=True)
    if is_locked(error):
        return DatabaseLocked(say("database_locked", place=place))
    cause = (str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__])[0]
    return DatabaseUnavailable(say("database_unavailable", place=place, cause=cause))


def is_locked(error: BaseException) -> bool:
    """Whether another program holds what a statement needs."""
    sqlite = isinstance(error, OperationalError | sqlite3.OperationalError) and "locked" in str(error)
    return sqlite or _state(error) == "55P03"


def _told(url: str, error: Exception) -> Exception:
    if _is_away(error):
        return unavailable(url, error)
    cause = _cause(error)
    said = cause if isinstance(cause, sqlite3.Error) else getattr(cause, "constraint_name", None)
    return DatabaseRefused(" ".join(str(word) for word in (type(cause).__name__, _state(error), said) if word))


def _is_away(error: Exception) -> bool:
    cause, state = _cause(error), _state(error) or ""
    if isinstance(cause, ValueError | sqlite3.InterfaceError | sqlite3.ProgrammingError):  # a value nobody can store
        return False
    damaged = type(error) in (DatabaseError, sqlite3.DatabaseError)  # SQLite's word for a file that is no database
    foreseen = isinstance(error, OperationalError | InterfaceError | TimeoutError | sqlite3.OperationalError)
    refused = isinstance(error, asyncpg.InterfaceError) or getattr(error, "connection_invalidated", False)
    return damaged or foreseen or refused or state[:2] in AWAY or state in WAITING


def _cause(error: BaseException) -> BaseException:
    """Return the driver's own error under SQLAlchemy's."""
    own = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, BaseException) else error
    return own.__cause__ or own


def _state(error: BaseException) -> str | None:
    return getattr(_cause(error), "sqlstate", None)
