"""Says which messages are worth an operator's time, why, and in which order."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from nlu.french import stems

SURE = 0.75
LEAST, ENOUGH_WORDS = 0.2, 6
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
    PERSON = "person"
    REPHRASED = "rephrased"
    DISAGREES = "disagrees"
    CONTROL = "control"


BONUS = {
    Reason.THUMBS_DOWN: 1.4, Reason.COMPLAINT: 1.2, Reason.TAKEOVER: 1.5, Reason.PERSON: 1.1, Reason.REPHRASED: 1.1,
    Reason.DISAGREES: 0.5,
}  # fmt: skip
AGAINST = 0.6
"""Added when the sentences nearest to a message mean something else than what was understood."""


@dataclass(frozen=True)
class Signals:
    """What is known of a message when it is ranked; `ranking` is (intent, confidence), the likeliest first."""

    id: int
    ranking: Sequence[tuple[str, float]]
    ambiguous: bool = False
    thumbs_down: bool = False
    complaint: bool = False
    after: "Reason | None" = None  # what the person's next message says of the answer
    disagrees: bool = False  # the nearest sentences mean something else


def reason(message: Signals) -> Reason | None:
    """Return why a message should be labelled, None when it need not be."""
    if message.thumbs_down:
        return Reason.THUMBS_DOWN
    if message.complaint:
        return Reason.COMPLAINT
    if message.after:
        return message.after
    if drawn(message.id):
        return Reason.CONTROL
    if message.ambiguous:
        return Reason.AMBIGUOUS
    if message.ranking and message.ranking[0][0] == "out_of_scope":
        return Reason.UNKNOWN
    first = message.ranking[0][1] if message.ranking else 0.0
    if first < SURE:
        return Reason.LOW_CONFIDENCE
    return Reason.DISAGREES if message.disagrees else None


def uncertainty(ranking: Sequence[tuple[str, float]]) -> float:
    """Return 0 for a certain message to 1 for one that could be anything: low chance, small lead."""
    if not ranking:
        return 1.0
    first = ranking[0][1]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    return (1 - first + 1 - (first - second)) / 2


class Usage:
    """How usual words are, among what people write: a label on a usual message teaches more than one on an oddity."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        total = 0
        for text in texts:
            self._counts.update(set(stems(text)))
            total += 1
        self._common = log2(max(4, total / 100))

    def share(self, text: str) -> float:
        """Return from 0.2, for words nobody else writes or one word alone, to 1 for usual words enough of them."""
        words = set(stems(text))
        if not words:
            return LEAST
        usual = sum(min(1.0, log2(max(1, self._counts[word])) / self._common) for word in words) / len(words)
        return LEAST + (1 - LEAST) * usual * min(1.0, len(words) / ENOUGH_WORDS)


def value(
    why: Reason, ranking: Sequence[tuple[str, float]], *, size: int, number: int, usual: float = 1.0,
    disagrees: bool = False,
) -> float:  # fmt: skip
    """Return how much is learnt from a label: group size × uncertainty × how usual the message is; then what was seen.

    A control keeps its place in the draw. docs/console.md says how the three factors were chosen.
    """
    if why is Reason.CONTROL:
        return 0.3 + 0.6 * _fraction(f"place {number}")
    return uncertainty(ranking) * usual * (1 + log2(max(1, size))) + _seen(why, disagrees=disagrees)


def _seen(why: Reason, *, disagrees: bool) -> float:
    told = why in BONUS and why is not Reason.DISAGREES
    return BONUS.get(why, 0.0) + (AGAINST if disagrees and told else 0.0)


def drawn(number: int) -> bool:
    """Tell whether a message is in the control sample: a fixed draw, the same on every worker."""
    return _fraction(f"control {number}") < CONTROL


def _fraction(text: str) -> float:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big") / 2**32
