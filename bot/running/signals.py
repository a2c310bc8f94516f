"""Tells every worker what just happened: a new model, a held conversation, a reply to deliver."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, Protocol

import asyncpg
from sqlalchemy.engine.url import make_url

from bot.running.waiting import first

log = logging.getLogger(__name__)
CHANNEL = "beffroi"
AGAIN_SECONDS = 1.0
SPEAK_SECONDS = 5.0
LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
Listener = Callable[[dict[str, Any]], None]


class Signals(Protocol):
    """Publishes small JSON values by kind (`outbox`, `model`, `data`, `held`, `switch`); listeners must be quick."""

    async def publish(self, kind: str, **value: Any) -> None:
        """Tell every worker that something of a kind happened."""

    def deliver(self, kind: str, value: dict[str, Any]) -> None:
        """Tell whoever listens in this process alone."""

    def listen(self, kind: str, listener: Listener) -> Callable[[], None]:
        """Call `listener` at each signal of a kind; returns what ends it."""

    async def keep(self, stop: asyncio.Event) -> None:
        """Keep hearing until `stop`."""

    async def close(self) -> None:
        """Hear nothing any more."""


class LocalSignals:
    """Signals inside one process."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}

    async def publish(self, kind: str, **value: Any) -> None:
        """Tell whoever listens in this process."""
        self.deliver(kind, value)

    def deliver(self, kind: str, value: dict[str, Any]) -> None:
        """Call those who listen to a kind, in the order they came."""
        for listener in tuple(self._listeners.get(kind, ())):
            listener(value)

    def listen(self, kind: str, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each value of `kind`; the returned function stops it."""
        self._listeners.setdefault(kind, []).append(listener)

        def stop() -> None:
            if listener in self._listeners.get(kind, ()):  # `close` may have come first
                self._listeners[kind].remove(listener)

        return stop

    async def keep(self, stop: asyncio.Event) -> None:
        """Keep hearing the other workers until `stop`; in one process there is nothing to keep."""
        await stop.wait()

    async def close(self) -> None:
        """Forget who listens."""
        self._listeners.clear()


class PostgresSignals(LocalSignals):
    """Signals across workers: LISTEN on a connection of its own, that `keep` opens again when it is lost."""

    def __init__(self, url: str, *, name: str = CHANNEL) -> None:
        super().__init__()
        self._dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._name = name
        self._connection: asyncpg.Connection | None = None
        self._lost, self._speaking = asyncio.Event(), asyncio.Lock()

    async def open(self) -> None:
        """Connect, and begin to hear."""
        await self._connect()

    async def publish(self, kind: str, **value: Any) -> None:
        """Tell every worker, this one included; while the connection is lost, this worker only."""
        told = json.dumps({"kind": kind, **value})
        try:
            if self._connection is None:
                raise ConnectionError
            async with self._speaking:
                await self._connection.execute("SELECT pg_notify($1, $2)", self._name, told, timeout=SPEAK_SECONDS)
        except LOST:
            self._lost.set()
            self.deliver(kind, value)

    async def close(self) -> None:
        """Leave the connection, and forget who listens."""
        if self._connection:
            await self._connection.close()
        await super().close()

    async def _connect(self) -> None:
        self._lost.clear()
        self._connection = await asyncpg.connect(self._dsn, timeout=5)
        self._connection.add_termination_listener(lambda _: self._lost.set())
        await self._connection.add_listener(self._name, self._heard)

    def _heard(self, *notice: Any) -> None:
        value = json.loads(notice[3])
        self.deliver(value.pop("kind"), value)

    async def keep(self, stop: asyncio.Event) -> None:
        """Connect again each time the connection is lost, until `stop`."""
        while not stop.is_set():
            await first(self._lost, stop)
            await first(stop, timeout=AGAIN_SECONDS)
            if self._lost.is_set() and not stop.is_set():
                await self._open_again()

    async def _open_again(self) -> None:
        if self._connection:
            self._connection.terminate()
        try:
            await self._connect()
            self.deliver("reconnected", {})
        except LOST as error:
            log.warning("signals connection lost: %s", type(error).__name__)
            self._lost.set()
