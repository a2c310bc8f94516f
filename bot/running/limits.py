"""How many messages a person may send a minute, so that one cannot take the service from the others."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

WINDOW = 60.0
KEPT_KEYS = 10_000
INSISTS = 600.0
MOST_REPEATS = 3
Ticking = Callable[[], float]
"""Seconds that only go forward, whatever is done to the machine's clock."""


@dataclass(frozen=True)
class Allowance:
    """Whether a message passes, and what the `RateLimit` headers say (`reset` in seconds)."""

    ok: bool
    limit: int
    remaining: int
    reset: int


class Limiter:
    """A sliding window of one minute per key (a session, an address); keeps no key longer than the window."""

    def __init__(self, limit: int, *, ticking: Ticking = time.monotonic) -> None:
        self.limit = limit
        self._ticking = ticking
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, key: str) -> Allowance:
        """Count one message of `key` if it is allowed."""
        now = self._ticking()
        taken = self._taken.setdefault(key, deque())
        self._taken.move_to_end(key)
        while taken and now - taken[0] >= WINDOW:
            taken.popleft()
        ok = len(taken) < self.limit
        if ok:
            taken.append(now)
        self._sweep(now)
        reset = int(WINDOW - (now - taken[0])) + 1 if taken else 60
        return Allowance(ok, self.limit, max(0, self.limit - len(taken)), reset)

    def _sweep(self, now: float) -> None:
        """Let the two keys used longest ago go, if they are over or too many: no message pays for all the others."""
        for _ in range(2):
            key, taken = next(iter(self._taken.items()))
            if len(self._taken) <= KEPT_KEYS and (not taken or now - taken[-1] < WINDOW):
                return
            del self._taken[key]


class Repeats:
    """How many times in a row a person wrote the same words; kept in memory only, as a hash."""

    def __init__(self, *, ticking: Ticking = time.monotonic) -> None:
        self._ticking = ticking
        self._last: OrderedDict[str, tuple[int, int, float]] = OrderedDict()

    def insists(self, key: str, text: str) -> bool:
        """Count one message; True once the same words came more than `MOST_REPEATS` times within minutes."""
        words, now = hash(text), self._ticking()
        before, count, at = self._last.get(key, (words, 0, now))
        count = count + 1 if before == words and now - at < INSISTS else 1
        self._last[key] = (words, count, now)
        self._last.move_to_end(key)
        if len(self._last) > KEPT_KEYS:
            self._last.popitem(last=False)
        return count > MOST_REPEATS
