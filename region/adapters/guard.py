"""Spares an outside service: a pace, a pause when it asks for one, and a breaker when it keeps failing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Seconds = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


_heard: list[Callable[[str], None]] = []


def listen(heard: Callable[[str], None]) -> None:
    """Let one listener, the last, be told the name of each service a call to which fails."""
    _heard[:] = [heard]


def failed(service: str) -> None:
    """Say that a call to an outside service failed."""
    for heard in _heard:
        heard(service)


@dataclass
class Pace:
    """At most `per_second` calls a second, in the order they were asked for."""

    per_second: float
    now: Seconds
    sleep: Sleep = asyncio.sleep
    _next: float = 0.0

    async def wait(self) -> None:
        """Return when the next call may be made."""
        at = max(self.now(), self._next)
        self._next = at + 1 / self.per_second
        if (delay := at - self.now()) > 0:
            await self.sleep(delay)


@dataclass
class Breaker:
    """After `failures` in a row, nothing is called for `rest` seconds; a service may also ask for a pause."""

    now: Seconds
    failures: int = 3
    rest: float = 30.0
    _failed: int = field(default=0, init=False)
    _until: float = field(default=0.0, init=False)

    @property
    def seconds_left(self) -> float:
        """How long nothing may be called; 0 when it may."""
        return max(0.0, self._until - self.now())

    def succeeded(self) -> None:
        """Forget the failures: the service answered."""
        self._failed = 0

    def failed(self) -> None:
        """Count a failure; too many in a row make a pause."""
        self._failed += 1
        if self._failed >= self.failures:
            self.pause(self.rest)

    def pause(self, seconds: float) -> None:
        """Ask nothing for some seconds."""
        self._failed = 0
        self._until = max(self._until, self.now() + seconds)
