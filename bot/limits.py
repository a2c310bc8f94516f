"""How many messages a person may send a minute, so that one cannot take the service from the others."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
KEPT_KEYS = 10_000


@dataclass(frozen=True)
class Allowance:
    """Whether a message passes, and what the `RateLimit` headers say (`reset` in seconds)."""

    ok: bool
    limit: int
    remaining: int
    reset: int


class Limiter:
    """A sliding window of one minute per key (a session, an address); keeps no key longer than the window."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._taken: dict[str, deque[datetime]] = {}

    def take(self, key: str, now: datetime) -> Allowance:
        """Count one message of `key` at `now` if it is allowed."""
        taken = self._taken.setdefault(key, deque())
        while taken and now - taken[0] >= WINDOW:
            taken.popleft()
        ok = len(taken) < self.limit
        if ok:
            taken.append(now)
        if len(self._taken) > KEPT_KEYS:
            self._sweep(now)
        reset = int((WINDOW - (now - taken[0])).total_seconds()) + 1 if taken else 60
        return Allowance(ok, self.limit, max(0, self.limit - len(taken)), reset)

    def _sweep(self, now: datetime) -> None:
        self._taken = {key: taken for key, taken in self._taken.items() if taken and now - taken[-1] < WINDOW}
