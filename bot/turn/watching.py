"""Times the steps of a turn, and says each turn in one line of the log: ids, how it ended, milliseconds; never a text."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.turn.passing import Received, Turn

log = logging.getLogger(__name__)
_SPENT: ContextVar[dict[str, float]] = ContextVar("spent")


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Add what is done meanwhile to the time of a step, in seconds."""
    began = time.perf_counter()
    try:
        yield
    finally:
        spent = _SPENT.get(None)
        if spent is not None:
            spent[step] = spent.get(step, 0.0) + time.perf_counter() - began


def begin() -> None:
    """Forget what was timed: another turn begins."""
    _SPENT.set({})


def tell(turn: Turn, seconds: float) -> None:
    """Write the line of a finished turn."""
    if not log.isEnabledFor(logging.INFO):
        return
    told = {
        "channel": turn.incoming.channel,
        "conversation": turn.conversation.id if isinstance(turn, Received) else None,
        "outcome": str(turn.outcome),
        "ms": round(1e3 * seconds, 2),
        "steps": {step: round(1e3 * spent, 2) for step, spent in _SPENT.get({}).items()},
    }
    log.info("turn", extra={"told": told})
