"""Learns how much each sign counts, from questions whose record is known: a right one must come before all others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from nlu.selector.weighed import FEATURES


@dataclass(frozen=True)
class Lesson:
    """What spoke for each record when a question was asked, the places of those that answer, and how much it counts."""

    table: np.ndarray
    rights: Sequence[int]
    weight: float = 1.0


def fit(lessons: Sequence[Lesson], *, held_back: float = 0.02, signs: Sequence[str] = FEATURES) -> dict[str, float]:
    """Return the weight of each sign: softmax over the records of each question, weights held back."""
    tables = np.stack([lesson.table for lesson in lessons]).astype(np.float64)
    wrong = np.full(tables.shape[:2], -np.inf)
    for row, lesson in zip(wrong, lessons, strict=True):
        row[list(lesson.rights)] = 0.0
    weights = np.array([lesson.weight for lesson in lessons])
    weights /= weights.sum()

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        scores = tables @ at
        total, right = logsumexp(scores, axis=1), logsumexp(scores + wrong, axis=1)
        beyond = np.exp(scores - total[:, None]) - np.exp(scores + wrong - right[:, None])
        slope = np.einsum("qr,qrf->qf", beyond, tables)
        return float(weights @ (total - right) + held_back * at @ at / 2), weights @ slope + held_back * at

    found = minimize(loss, np.zeros(len(signs)), jac=True, method="L-BFGS-B")
    return {name: round(float(value), 3) for name, value in zip(signs, found.x, strict=True)}
