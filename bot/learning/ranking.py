"""Says which messages are worth an operator's time, why, and in which order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

SURE = 0.75
CONTROL = 0.04
"""Share of the messages drawn at random: they measure what is really understood, and are never trained on."""


class Reason(StrEnum):
    """Why a message is shown to an operator."""

    LOW_CONFIDENCE = "low_confidence"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    THUMBS_DOWN = "thumbs_down"
    COMPLAINT = "complaint"
    TAKEOVER = "takeover"
    CONTROL = "control"


BONUS = {Reason.THUMBS_DOWN: 1.0, Reason.COMPLAINT: 0.6, Reason.TAKEOVER: 1.5}


@dataclass(frozen=True)
class Signals:
    """What is known of a message when it is ranked; `ranking` is (intent, confidence), the likeliest first."""

    id: int
    ranking: Sequence[tuple[str, float]]
    ambiguous: bool = False
    thumbs_down: bool = False
    complaint: bool = False


def reason(message: Signals) -> Reason | None:
    """Return why a message should be labelled, None when it need not be."""
    if message.thumbs_down:
        return Reason.THUMBS_DOWN
    if message.complaint:
        return Reason.COMPLAINT
    if drawn(message.id):
        return Reason.CONTROL
    if message.ambiguous:
        return Reason.AMBIGUOUS
    if message.ranking and message.ranking[0][0] == "out_of_scope":
        return Reason.UNKNOWN
    first = message.ranking[0][1] if message.ranking else 0.0
    return Reason.LOW_CONFIDENCE if first < SURE else None


def uncertainty(ranking: Sequence[tuple[str, float]]) -> float:
    """Return 0 for a certain message to 1 for one that could be anything: low chance, small lead."""
    if not ranking:
        return 1.0
    first = ranking[0][1]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    return (1 - first + 1 - (first - second)) / 2


def value(why: Reason, ranking: Sequence[tuple[str, float]], *, size: int, number: int) -> float:
    """Return how much is learnt from a label: group size × uncertainty; a control keeps its place in the draw."""
    if why is Reason.CONTROL:
        return 0.4 + 0.8 * _fraction(f"place {number}")
    return uncertainty(ranking) * (1 + log2(max(1, size))) + BONUS.get(why, 0.0)


def drawn(number: int) -> bool:
    """Tell whether a message is in the control sample: a fixed draw, the same on every worker."""
    return _fraction(f"control {number}") < CONTROL


def _fraction(text: str) -> float:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big") / 2**32
