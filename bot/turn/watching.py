"""Times the steps of a turn, and says each turn in one line of the log: ids, how it ended, milliseconds; never a text.

Where a collector is named (beffroi/traces.py), the turn is a span too and each step one inside it.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from bot.turn.passing import Received, Turn

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

log = logging.getLogger(__name__)
_SPENT: ContextVar[dict[str, float]] = ContextVar("spent")
_UNTOLD: AbstractContextManager[Any] = nullcontext()
_tracer: "Tracer | None" = None


def trace(tracer: "Tracer | None") -> None:
    """Tell turns and steps to `tracer` too; None: no longer."""
    global _tracer
    _tracer = tracer


def spanned(name: str) -> AbstractContextManager[Any]:
    """Return what makes a span of what is done meanwhile; an error leaves its name there, never its sentence."""
    if _tracer is None:
        return _UNTOLD
    return _tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False)


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Add what is done meanwhile to the time of a step, in seconds."""
    began = time.perf_counter()
    try:
        with spanned(step):
            yield
    finally:
        spent = _SPENT.get(None)
        if spent is not None:
            spent[step] = spent.get(step, 0.0) + time.perf_counter() - began


@contextmanager
def turn(channel: str) -> Iterator[Any]:
    """Time a turn that begins; gives its span (None where turns are not traced), for `tell`."""
    _SPENT.set({})
    with spanned("turn") as span:
        if span is not None:
            span.set_attribute("beffroi.channel", channel)
        yield span


def tell(turn: Turn, seconds: float, span: Any) -> None:
    """Write the line of a finished turn, and what its span says of it."""
    conversation = turn.conversation.id if isinstance(turn, Received) else None
    if span is not None:
        span.set_attributes({"beffroi.outcome": str(turn.outcome), "beffroi.conversation": conversation or ""})
    if not log.isEnabledFor(logging.INFO):
        return
    told = {
        "channel": turn.incoming.channel,
        "conversation": conversation,
        "outcome": str(turn.outcome),
        "ms": round(1e3 * seconds, 2),
        "steps": {step: round(1e3 * spent, 2) for step, spent in _SPENT.get({}).items()},
    }
    log.info("turn", extra={"told": told})
