"""Says the same thing to the log once a minute, however often it happens."""

import time

EVERY_SECONDS = 60.0
MOST = 100


class Quiet:
    """Remembers what was said in the last minute."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def may_say(self, what: str) -> bool:
        """Tell whether `what` was not said in the last minute; then it counts as said."""
        now = time.monotonic()
        if now - self._last.get(what, -EVERY_SECONDS) < EVERY_SECONDS:
            return False
        if len(self._last) > MOST:
            self._last.clear()
        self._last[what] = now
        return True
