"""A ridge classifier learned in one solve, with the score each example would have had unseen."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse


@dataclass(frozen=True)
class Ridge:
    """One weight vector per class, for sparse and dense columns; `unseen` are leave-one-out scores."""

    sparse_weights: np.ndarray  # sparse columns × classes
    dense_weights: np.ndarray  # dense columns × classes
    bias: np.ndarray
    unseen: np.ndarray  # examples × classes

    @classmethod
    def fit(cls, columns: sparse.csr_matrix, dense: np.ndarray, places: np.ndarray, *, classes: int, alpha: float) -> "Ridge":
        """Solve (K + alpha·I)·A = Y - mean(Y), K being the products of examples; `places` are class numbers."""
        targets = np.full((len(places), classes), -1.0, dtype=np.float32)
        targets[np.arange(len(places)), places] = 1.0
        bias = targets.mean(axis=0)
        kernel = (columns @ columns.T).toarray() + dense @ dense.T
        kernel[np.diag_indices_from(kernel)] += alpha
        inverse = _inverse(kernel)
        duals = inverse @ (targets - bias)
        unseen = targets - duals / np.diag(inverse)[:, None]
        return cls(np.asarray(columns.T @ duals), dense.T @ duals, bias, unseen)


def _inverse(kernel: np.ndarray) -> np.ndarray:
    """Return the inverse of a symmetric positive matrix."""
    factor, info = linalg.lapack.spotrf(kernel, lower=1, overwrite_a=True)
    if info:
        raise np.linalg.LinAlgError("the examples' products are not positive: alpha is too small")
    inverse, _ = linalg.lapack.spotri(factor, lower=1, overwrite_c=True)
    return np.asarray(np.tril(inverse) + np.tril(inverse, -1).T)
