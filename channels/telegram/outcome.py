"""What became of one call to Telegram, and so whether the message may be sent again: only if it surely was not."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

log = logging.getLogger(__name__)
NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid")


@dataclass(frozen=True)
class Outcome:
    """`status` is sent, later, unreadable (the HTML was refused), no_topic (the thread is gone), refused, closed or uncertain;
    `seconds` to wait."""

    status: str
    seconds: float = 0.0


async def attempt(call: Callable[[], Awaitable[Any]]) -> Outcome:
    """Make a call and say what became of it; whatever it raises is logged by name only (its text may hold the token)."""
    try:
        await call()
    except Exception as error:
        outcome = classify(error)
        log.warning("telegram call: %s after %s", outcome.status, type(error).__name__)
        return outcome
    return Outcome("sent")


def classify(error: Exception) -> Outcome:
    """Return what an error says of the message. What is not known to have failed is uncertain."""
    if isinstance(error, RetryAfter):
        return Outcome("later", _seconds(error.retry_after))
    if isinstance(error, InvalidToken):
        return Outcome("later", 60)
    if isinstance(error, Forbidden):
        return Outcome("closed")
    if isinstance(error, BadRequest):
        return Outcome(_refusal(str(error).lower()))
    never_left = isinstance(error, NetworkError) and not isinstance(error, TimedOut) and _unreached(error)
    return Outcome("later", 5) if never_left else Outcome("uncertain")


def _refusal(said: str) -> str:
    if "can't parse entities" in said:
        return "unreadable"
    if any(each in said for each in NO_TOPIC):
        return "no_topic"
    return "closed" if any(each in said for each in GONE) else "refused"


def _unreached(error: NetworkError) -> bool:
    return isinstance(error.__cause__, httpx.ConnectError)


def _seconds(given: int | timedelta) -> float:
    return given.total_seconds() if isinstance(given, timedelta) else float(given)
