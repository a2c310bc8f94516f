"""Connections to PostgreSQL without SQLAlchemy, for the statements of a turn: its driver alone prepares each once."""

from typing import Any

import asyncpg
from sqlalchemy.engine.url import make_url

SECONDS = 5


class Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that goes back to its pool as it is: a turn leaves nothing behind but locks, which it lets go."""

    def get_reset_query(self) -> str:
        """Return no query: a connection given back keeps nothing that would need one."""
        return ""


async def pool(url: str, *, size: int, schema: str | None = None, wait: int | None = SECONDS) -> asyncpg.Pool:
    """Return a pool of at most `size` connections that wait `wait` seconds for a lock (None: for ever)."""
    where = make_url(url)
    settings = {"search_path": schema} if schema else {}
    settings |= {"lock_timeout": f"{wait}s"} if wait else {}
    given: dict[str, Any] = where.translate_connect_args(username="user") | dict(where.query)
    return await asyncpg.create_pool(
        **given, min_size=0, max_size=size, timeout=SECONDS, server_settings=settings, connection_class=Connection
    )
