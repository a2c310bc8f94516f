"""Decides whether a message is within the service, and whether two readings of it are too close to choose."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

OUT = "out_of_scope"
Ranking = list[tuple[str, float]]
HEAVIEST = 20.0


@dataclass(frozen=True)
class Scope:
    """How much likelier « out of scope » is made, and when two readings are ambiguous."""

    factor: float = 1.0
    sure: float = 0.5
    margin: float = 0.12

    def decide(self, ranking: Ranking) -> Ranking:
        """Return the ranking with the out-of-scope reading given its weight."""
        weighted = [(name, chance * self.factor if name == OUT else chance) for name, chance in ranking]
        total = sum(chance for _, chance in weighted) or 1.0
        return sorted(((name, chance / total) for name, chance in weighted), key=lambda each: -each[1])

    def ambiguous(self, ranking: Ranking) -> bool:
        """Tell whether the first two readings are close and neither is sure nor out of scope."""
        if len(ranking) < 2 or ranking[0][0] == OUT:
            return False
        first, second = ranking[0][1], ranking[1][1]
        return first < self.sure and first - second < self.margin


def factor_at(unseen: np.ndarray, names: Sequence[str], places: np.ndarray, *, sharpness: float, rate: float) -> float:
    """Return the largest weight of « out of scope » that rejects at most `rate` of in-scope examples scored unseen.

    An example is rejected by a weight above its ratio of chances: the weight is one of these ratios, so that a few examples
    more move it as little as they can.
    """
    if OUT not in names:
        return 1.0
    out = list(names).index(OUT)
    scores = unseen[places != out]
    if not len(scores):
        return 1.0
    margins = np.sort(np.delete(scores, out, axis=1).max(axis=1) - scores[:, out])
    return float(np.clip(np.exp(sharpness * margins[min(int(rate * len(margins)), len(margins) - 1)]), 1.0, HEAVIEST))
