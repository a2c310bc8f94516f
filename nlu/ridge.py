"""A ridge classifier learned in one solve, with the scores some examples would have had unseen."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

CHECKED = 1000
COMMON_COLUMNS = 700


@dataclass(frozen=True)
class Ridge:
    """One weight vector per class; `unseen` holds leave-one-out scores of the examples `checked`."""

    sparse_weights: np.ndarray  # sparse columns × classes
    dense_weights: np.ndarray  # dense columns × classes
    bias: np.ndarray
    checked: np.ndarray
    unseen: np.ndarray  # checked examples × classes

    @classmethod
    def fit(
        cls, columns: sparse.csr_matrix, dense: np.ndarray, places: np.ndarray, *, classes: int, alpha: float
    ) -> "Ridge":
        """Solve (K + alpha·I)·A = Y - mean(Y), K being the products of examples; `places` are class numbers."""
        targets = np.full((len(places), classes), -1.0, dtype=np.float32)
        targets[np.arange(len(places)), places] = 1.0
        bias = targets.mean(axis=0)
        kernel = _products(columns) + dense @ dense.T
        kernel[np.diag_indices_from(kernel)] += alpha
        lower = linalg.cholesky(kernel, lower=True, overwrite_a=True, check_finite=False)
        duals = linalg.cho_solve((lower, True), targets - bias, check_finite=False)
        checked, inverse_diagonal = _inverse_diagonal(lower)
        unseen = targets[checked] - duals[checked] / inverse_diagonal[:, None]
        return cls(np.asarray(columns.T @ duals), dense.T @ duals, bias, checked, unseen)


def _products(columns: sparse.csr_matrix) -> np.ndarray:
    """Return all products of examples; the columns that most examples have are multiplied as a dense matrix, faster."""
    counts = np.bincount(columns.indices, minlength=columns.shape[1])
    order = np.argsort(-counts, kind="stable")
    common, rare = order[:COMMON_COLUMNS], np.sort(order[COMMON_COLUMNS:])
    dense, remaining = columns[:, common].toarray(), columns[:, rare]
    return np.asarray(dense @ dense.T + (remaining @ remaining.T).toarray(), dtype=np.float32)


def _inverse_diagonal(lower: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return some examples and their terms on the diagonal of the inverse of L·Lᵀ: the squared lengths of L⁻¹e."""
    checked = np.random.default_rng(0).permutation(len(lower))[:CHECKED]
    units = np.zeros((len(lower), len(checked)), dtype=np.float32)
    units[checked, np.arange(len(checked))] = 1.0
    solved = linalg.solve_triangular(lower, units, lower=True, overwrite_b=True, check_finite=False)
    return checked, (solved**2).sum(axis=0)
