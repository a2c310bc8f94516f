"""What led to a person: what the assistant had just done when somebody asked for one, or when one came."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.outcome import FAILURES, Outcome

if TYPE_CHECKING:
    from learning.measured import Seen

FIRST, THUMB = "first", "thumb"


def cause(messages: Sequence["Seen"]) -> str | None:
    """Return what came before the first message of a conversation that asked for a person; None where none did.

    It is `first` for nothing, `thumb` for an answer disliked, an outcome (fallback, failed, verdict…), or the intent answered.
    """
    place = next((place for place, each in enumerate(messages) if each.asks_for_a_person), None)
    if place is None:
        return None
    return _of(messages[place - 1]) if place else FIRST


def _of(before: "Seen") -> str:
    if before.thumb == -1:
        return THUMB
    if before.outcome in (*FAILURES, Outcome.VERDICT) or before.intent is None:
        return str(before.outcome)
    return before.intent
