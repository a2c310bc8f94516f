"""A ridge classifier learned by conjugate gradients, with the scores some examples have unseen."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

CHECKED, LEFT_OUT = 1000, 5
"""How many examples are scored unseen, and the share (one in five at most) left out at once."""
COMMON_COLUMNS = 700
CLOSE, ROUGH = 1e-3, 1e-2
"""The part of the targets that a solution may miss: half precision loses as much; a confidence needs less."""
MOST_STEPS = 200


@dataclass(frozen=True)
class Ridge:
    """One weight vector per class; `unseen` holds the scores of the examples `checked` when they are not learned."""

    sparse_weights: np.ndarray  # sparse columns × classes
    dense_weights: np.ndarray  # dense columns × classes
    bias: np.ndarray
    checked: np.ndarray
    unseen: np.ndarray  # checked examples × classes

    @classmethod
    def fit(
        cls,
        columns: sparse.csr_matrix,
        dense: np.ndarray,
        places: np.ndarray,
        *,
        classes: int,
        alpha: float,
        drawn: np.ndarray,
    ) -> "Ridge":
        """Solve (K + alpha·I)·A = Y - mean(Y), K being the products of examples; `places` are class numbers.

        `drawn` is the order in which examples are chosen to be scored unseen.
        """
        targets = np.full((len(places), classes), -1.0, dtype=np.float32)
        targets[np.arange(len(places)), places] = 1.0
        duals, bias = _solve(columns, dense, targets, alpha, start=np.zeros_like(targets), miss=CLOSE)
        checked = drawn[:CHECKED]
        parts = range(0, len(checked), max(1, len(places) // LEFT_OUT))
        unseen = [
            _unseen(checked[start : start + parts.step], columns, dense, targets, alpha, duals=duals) for start in parts
        ]
        return cls(np.asarray(columns.T @ duals), dense.T @ duals, bias, checked, np.vstack(unseen))


def _unseen(
    left: np.ndarray,
    columns: sparse.csr_matrix,
    dense: np.ndarray,
    targets: np.ndarray,
    alpha: float,
    *,
    duals: np.ndarray,
) -> np.ndarray:
    """Return the scores (left × classes) of examples by what the others teach, from the `duals` of all."""
    others = np.setdiff1d(np.arange(len(targets)), left)
    if not others.size:
        return np.zeros_like(targets[left])
    partial, bias = _solve(columns[others], dense[others], targets[others], alpha, start=duals[others], miss=ROUGH)
    learned = columns[left] @ (columns[others].T @ partial) + dense[left] @ (dense[others].T @ partial)
    return np.asarray(learned + bias)


def _solve(
    columns: sparse.csr_matrix, dense: np.ndarray, targets: np.ndarray, alpha: float, *, start: np.ndarray, miss: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the duals A (examples × classes) and mean(Y), by preconditioned conjugate gradients from `start`.

    The products of 12,000 examples would take 600 MB and a minute of the processor; here they are never formed.
    """
    system = _System.of(columns, dense, alpha)
    bias = targets.mean(axis=0)
    wanted = targets - bias
    found = start.copy()
    missing = wanted - system.times(found)
    enough = miss * np.linalg.norm(wanted, axis=0)
    direction, before = np.zeros_like(wanted), np.full(wanted.shape[1], np.inf, dtype=np.float32)
    for _ in range(MOST_STEPS):
        if (np.linalg.norm(missing, axis=0) <= enough).all():
            break
        better = system.nearly_solved(missing)
        now = (missing * better).sum(axis=0)
        direction = better + now / before * direction
        moved = system.times(direction)
        step = now / np.maximum((direction * moved).sum(axis=0), 1e-30)
        found += step * direction
        missing -= step * moved
        before = np.maximum(now, 1e-30)
    return found, bias


@dataclass(frozen=True)
class _System:
    """K + alpha·I as C·Cᵀ + R·Rᵀ + a diagonal: C the columns that most examples have, R those that few have."""

    common: np.ndarray
    rare: sparse.csr_matrix
    rare_turned: sparse.csr_matrix
    diagonal: np.ndarray  # alpha, and the squares of what only one example has
    near: np.ndarray  # the diagonal, and that of R·Rᵀ
    inner: np.ndarray  # (I + Cᵀ·near⁻¹·C)⁻¹

    @classmethod
    def of(cls, columns: sparse.csr_matrix, dense: np.ndarray, alpha: float) -> "_System":
        counts = np.bincount(columns.indices, minlength=columns.shape[1])
        order = np.argsort(-counts, kind="stable")
        often, seldom = order[:COMMON_COLUMNS], order[COMMON_COLUMNS:]
        common = np.hstack([columns[:, often].toarray(), dense])
        rare = columns[:, np.sort(seldom[counts[seldom] > 1])]
        diagonal = alpha + _squares(columns[:, seldom[counts[seldom] == 1]])
        near = diagonal + _squares(rare)
        inner = common.T @ (common / near)
        inner[np.diag_indices_from(inner)] += 1
        return cls(
            common, rare, rare.T.tocsr(), diagonal, near, linalg.inv(inner, overwrite_a=True, check_finite=False)
        )

    def times(self, duals: np.ndarray) -> np.ndarray:
        """Return (K + alpha·I)·A."""
        products = self.common @ (self.common.T @ duals) + self.rare @ (self.rare_turned @ duals)
        return np.asarray(products + self.diagonal * duals)

    def nearly_solved(self, missing: np.ndarray) -> np.ndarray:
        """Return M⁻¹·B, where M has R·Rᵀ by its diagonal only (the Woodbury formula)."""
        scaled = missing / self.near
        return np.asarray(scaled - (self.common @ (self.inner @ (self.common.T @ scaled))) / self.near)


def _squares(columns: sparse.csr_matrix) -> np.ndarray:
    """Return the squared length of each example over these columns, as one column."""
    return np.asarray(columns.multiply(columns).sum(axis=1), dtype=np.float32)
