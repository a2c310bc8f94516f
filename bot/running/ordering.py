"""Handles the messages of one conversation one after the other, in one process or across several."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Protocol

import asyncpg

from bot.store import straight
from bot.store.trouble import translated

QUEUE = 3
LOST = (asyncpg.PostgresError, OSError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What a connection raises when its server ended it, whatever it was doing."""


class TooManyWaiting(RuntimeError):
    """A conversation already has as many messages waiting as it may."""


class Ordering(Protocol):
    """Gives one turn at a time per conversation; raises TooManyWaiting when its queue is full."""

    def hold(self, conversation: str, *, queue: int = QUEUE) -> AbstractAsyncContextManager[None]:
        """Wait for the turns before; raises TooManyWaiting where more than `queue` wait already."""

    async def close(self) -> None:
        """Free what the order of turns holds."""


class LocalOrdering:
    """Order inside one process: a lock for each conversation that is being answered."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def hold(self, conversation: str, *, queue: int = QUEUE) -> AsyncIterator[None]:
        """Wait for the turns before; raises TooManyWaiting where more than `queue` wait already."""
        waiting = self._waiting.get(conversation, 0)
        if waiting > queue:
            raise TooManyWaiting(conversation)
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        self._waiting[conversation] = waiting + 1
        try:
            async with lock:
                yield
        finally:
            self._leave(conversation)

    def _leave(self, conversation: str) -> None:
        self._waiting[conversation] -= 1
        if not self._waiting[conversation]:
            del self._waiting[conversation], self._locks[conversation]

    async def close(self) -> None:
        """Nothing to release."""


class PostgresOrdering:
    """Order across workers and machines: PostgreSQL advisory locks, on connections of their own."""

    def __init__(self, url: str, *, max_turns: int) -> None:
        self._url, self._max_turns = url, max_turns
        self._local = LocalOrdering()
        self._pool: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def hold(self, conversation: str, *, queue: int = QUEUE) -> AsyncIterator[None]:
        """Raises DatabaseUnavailable too; once a turn has begun, its end is not lost for a lock that went away."""
        key = int.from_bytes(hashlib.blake2b(conversation.encode(), digest_size=8).digest(), signed=True)
        with translated(self._url):
            async with self._local.hold(conversation, queue=queue):
                pool = await self._opened()
                async with pool.acquire(timeout=straight.SECONDS) as connection:
                    await connection.fetchval("SELECT pg_advisory_lock($1)", key)
                    try:
                        yield
                    finally:
                        with suppress(*LOST):  # a connection that was lost has unlocked by itself
                            await connection.fetchval("SELECT pg_advisory_unlock($1)", key)

    async def _opened(self) -> asyncpg.Pool:
        async with self._opening:
            self._pool = self._pool or await straight.pool(self._url, size=self._max_turns, wait=None)
            return self._pool

    async def close(self) -> None:
        """Close the connections that hold locks."""
        if self._pool is not None:
            self._pool.terminate()
