"""Decides whether a message is within the service, and whether two readings of it are too close to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from nlu import intents

OUT = "out_of_scope"
Ranking = list[tuple[str, float]]
FARTHEST = 10.0
TALK = frozenset({"smalltalk", "service"})
CONVERSATION = intents.where(lambda intent: intent.topic in TALK) - {OUT}
"""Courtesies, answers and commands: their words are everyone's, and say nothing of the subject."""


@dataclass(frozen=True)
class Scope:
    """How much likelier « out of scope » is made, and when two readings are ambiguous."""

    factor: float = 1.0
    sure: float = 0.5
    margin: float = 0.12
    feeble: float = 0.35

    def decide(self, ranking: Ranking) -> Ranking:
        """Return the ranking with the out-of-scope reading given its weight."""
        weighted = [(name, chance * self.factor if name == OUT else chance) for name, chance in ranking]
        total = sum(chance for _, chance in weighted) or 1.0
        return sorted(((name, chance / total) for name, chance in weighted), key=lambda each: -each[1])

    def ambiguous(self, ranking: Ranking) -> bool:
        """Tell whether no reading is sure nor out of scope, and the first two are close, or a word of conversation is feeble."""
        if len(ranking) < 2 or ranking[0][0] == OUT:
            return False
        first, second = ranking[0][1], ranking[1][1]
        feeble = ranking[0][0] in CONVERSATION and first < self.feeble
        return feeble or (first < self.sure and first - second < self.margin)


@dataclass(frozen=True)
class Gate:
    """The margin over « out of scope » below which a question, or a word of conversation, is refused."""

    question: float = 0.0
    conversation: float = 0.0

    @classmethod
    def fit(
        cls,
        unseen: np.ndarray,
        names: Sequence[str],
        places: np.ndarray,
        evidence: np.ndarray,
        *,
        rates: Mapping[str, float],
    ) -> "Gate":
        """Read both margins on in-scope examples scored unseen: the share in `rates` would be refused."""
        if OUT not in names:
            return cls()
        out = list(names).index(OUT)
        inside = places != out
        best, margins = _margins(unseen[inside], out)
        talk = np.isin(np.array(names)[best], list(CONVERSATION))
        return cls(
            _lowest((margins + evidence[inside])[~talk], rate=rates["question"]),
            _lowest(margins[talk], rate=rates["conversation"]),
        )

    def factor(self, intent: str, evidence: float, *, sharpness: float) -> float:
        """Return the weight of « out of scope » in a message whose best other reading is `intent`."""
        beyond = self.conversation if intent in CONVERSATION else self.question - evidence
        return exp(min(FARTHEST, max(-FARTHEST, sharpness * beyond)))


def _margins(scores: np.ndarray, out: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the best other class of each row, and how much it beats « out of scope »."""
    others = scores.copy()
    others[:, out] = -np.inf
    best = others.argmax(axis=1)
    return best, others[np.arange(len(others)), best] - scores[:, out]


def _lowest(margins: np.ndarray, *, rate: float) -> float:
    return float(np.quantile(margins, rate)) if len(margins) else 0.0
