"""Looks after what goes on in the background: what fails is logged, counted, begun again later, and shown."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.running.metrics import Metrics
from bot.running.waiting import first
from bot.store.database import DatabaseUnavailable

log = logging.getLogger(__name__)
Job = Callable[[asyncio.Event], Awaitable[None]]
FIRST_DELAY, LAST_DELAY = 1.0, 60.0
WELL_SECONDS = 120.0
"""A task that ran this long before it failed is begun again as if it had never failed."""
END_SECONDS = 10.0
RUNNING, WAITING, DONE = "running", "restarting", "done"


@dataclass
class Tended:
    """How a task is: its state, how often it failed, and by what (the name of an error, never its text)."""

    state: str = RUNNING
    failures: int = 0
    last: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return `{"state", "failures", "last"}`, as the pages of health tell it."""
        return {"state": self.state, "failures": self.failures, "last": self.last}


class Supervisor:
    """The tasks of one process, by name."""

    def __init__(self, metrics: Metrics, *, delay: float = FIRST_DELAY) -> None:
        self._metrics, self._delay = metrics, delay
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._tended: dict[str, Tended] = {}

    def start(self, name: str, job: Job) -> None:
        """Run a job until `stop`, again after each failure."""
        task = asyncio.create_task(self.tend(name, job, self._stop))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def tend(self, name: str, job: Job, stop: asyncio.Event) -> None:
        """Run a job until it ends or `stop` is set, again after each failure."""
        tended = self._tended[name] = self._tended.get(name, Tended())
        self._metrics.tasks.labels(name)  # counted from 0 on
        delay = self._delay
        while not stop.is_set():
            tended.state, began = RUNNING, time.monotonic()
            if await self._ran(name, job(stop)):
                break
            delay = self._delay if time.monotonic() - began > WELL_SECONDS else delay
            tended.state = WAITING
            await first(stop, timeout=delay)
            delay = min(2 * delay, LAST_DELAY)
        tended.state = DONE

    async def once(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        """Run what is not begun again; a failure is logged, counted and shown all the same."""
        tended = self._tended[name] = self._tended.get(name, Tended())
        tended.state = RUNNING
        await self._ran(name, work)
        tended.state = DONE

    def shown(self) -> dict[str, dict[str, Any]]:
        """Return how each task is, by name."""
        return {name: tended.to_dict() for name, tended in sorted(self._tended.items())}

    def failing(self) -> list[str]:
        """Return the tasks that wait to be begun again."""
        return [name for name, tended in sorted(self._tended.items()) if tended.state == WAITING]

    async def stop(self, *, within: float = END_SECONDS) -> None:
        """Ask every task to end, and end those that do not after `within` seconds."""
        self._stop.set()
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=within)
            for task in late:
                log.warning("a background task did not end by itself")
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _ran(self, name: str, work: Awaitable[Any]) -> bool:
        try:
            await work
        except asyncio.CancelledError:
            if _is_ended():
                raise
            self._failed(name, "CancelledError")
            log.error("background task %s was cut short", name)
        except DatabaseUnavailable as error:
            self._failed(name, "DatabaseUnavailable")
            log.warning("background task %s put off: %s", name, error)
        except Exception as error:
            self._failed(name, type(error).__name__)
            log.exception("background task %s failed", name)
        else:
            return True
        return False

    def _failed(self, name: str, error: str) -> None:
        tended = self._tended[name]
        tended.failures, tended.last = tended.failures + 1, error
        self._metrics.tasks.labels(name).inc()


def _is_ended() -> bool:
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0
