"""Asks `/livez` all the time: the longest answer is how long the service stood still, and how much of it was its own doing."""

import contextlib
import http.client
import threading
import time
from pathlib import Path
from typing import Protocol

BAR_MS = 100
"""How long the service may hold people up at most."""
EVERY_SECONDS = 0.02


class Service(Protocol):
    """What is asked: its address, its process, and the longest answers so far, in seconds."""

    url: str
    stall: float
    own: float

    @property
    def pid(self) -> int: ...


class Probe(threading.Thread):
    """A thread of its own, so that what the people who write cost is not counted as the service's."""

    def __init__(self, place: Service) -> None:
        super().__init__(daemon=True)
        self._place, self._over = place, threading.Event()

    def end(self) -> None:
        """Ask no more, and wait for the last answer."""
        self._over.set()
        self.join()

    def run(self) -> None:
        """Keep the longest answer, and the longest once what the machine made both wait for is taken away."""
        while not self._over.wait(EVERY_SECONDS):
            began, waited = time.perf_counter(), self._waited()
            with contextlib.suppress(OSError, http.client.HTTPException):
                _asked(self._place.url)
                taken = time.perf_counter() - began
                self._place.stall = max(self._place.stall, taken)
                self._place.own = max(self._place.own, taken - (self._waited() - waited))

    def _waited(self) -> float:
        """Return the seconds that the service's main thread and this one have waited for a processor; 0 where none says."""
        return _queued(Path(f"/proc/{self._place.pid}")) + _queued(Path("/proc/thread-self"))


def _queued(task: Path) -> float:
    try:
        return int((task / "schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def _asked(url: str) -> None:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    try:
        connection.request("GET", "/livez")
        connection.getresponse().read()
    finally:
        connection.close()
