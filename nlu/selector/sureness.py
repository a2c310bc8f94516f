"""Two chances about the best record: that the question is ours at all, and that the record holds the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

SIGNS = (
    "cover", "akin", "sentence", "title", "form", "letters", "sense_form", "sense_text", "name", "kind",
    "score", "gap", "chance", "stated", "known", "total", "focus_held", "focus_missing", "kind_missing", "precise", "default",
)  # fmt: skip


@dataclass(frozen=True)
class Sureness:
    """A logistic regression on signs."""

    weights: Mapping[str, float]
    bias: float

    def of(self, signs: Mapping[str, float]) -> float:
        """Return the chance that it is so, 0 to 1."""
        return float(expit(self.bias + sum(weight * signs[name] for name, weight in self.weights.items())))

    @classmethod
    def fit(
        cls,
        yes: Sequence[Mapping[str, float]],
        no: Sequence[Mapping[str, float]],
        *,
        held_back: float = 1e-3,
        signs: Sequence[str] = SIGNS,
    ) -> "Sureness":
        """Return the regression that tells `yes` from `no` by some signs, each side counting as much."""
        from scipy.optimize import minimize

        read = np.array([[each[name] for name in signs] for each in (*yes, *no)])
        mean, spread = read.mean(axis=0), read.std(axis=0) + 1e-6
        lines = np.c_[(read - mean) / spread, np.ones(len(read))]
        wanted = np.r_[np.ones(len(yes)), np.zeros(len(no))]
        counts = np.r_[np.full(len(yes), 0.5 / len(yes)), np.full(len(no), 0.5 / len(no))]

        def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
            z = lines @ at
            cost = counts @ (np.logaddexp(0, z) - wanted * z) + held_back * at @ at
            return float(cost), lines.T @ (counts * (expit(z) - wanted)) + 2 * held_back * at

        found = minimize(loss, np.zeros(lines.shape[1]), jac=True, method="L-BFGS-B").x
        weights = found[:-1] / spread
        return cls(
            {name: round(float(weight), 4) for name, weight in zip(signs, weights, strict=True)},
            round(float(found[-1] - weights @ mean), 4),
        )
