"""Learns how much each sign counts, from questions whose record is known: the right one must come before all others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from nlu.selector.weighed import FEATURES


@dataclass(frozen=True)
class Lesson:
    """What spoke for each record when a question was asked, the place of the right one, and how much it counts."""

    table: np.ndarray
    right: int
    weight: float = 1.0


def fit(lessons: Sequence[Lesson], *, held_back: float = 0.02) -> dict[str, float]:
    """Return the weight of each sign: softmax over the records of each question, weights held back."""
    tables = np.stack([lesson.table for lesson in lessons]).astype(np.float64)
    rights = np.array([lesson.right for lesson in lessons])
    weights = np.array([lesson.weight for lesson in lessons])
    each = np.arange(len(lessons))
    wanted = tables[each, rights]

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        scores = tables @ at
        total = logsumexp(scores, axis=1)
        chances = np.exp(scores - total[:, None])
        expected = np.einsum("qr,qrf->qf", chances, tables)
        cost = weights @ (total - scores[each, rights]) / weights.sum() + held_back * at @ at / 2
        return float(cost), weights @ (expected - wanted) / weights.sum() + held_back * at

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return {name: round(float(value), 3) for name, value in zip(FEATURES, found.x, strict=True)}
