"""A linear classifier with wide margins, and the scores some examples have when they are not learned."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

CHECKED, SMALLEST_SHARE = 1000, 5
"""How many examples are scored unseen, and the share (one in five at most) left out."""
CLOSE, ROUGH = 0.01, 0.1
"""How near to the solution: a confidence needs less than a first choice."""


@dataclass(frozen=True)
class Separator:
    """One weight vector per class; `unseen` holds the scores of the examples `checked` when they are not learned."""

    weights: np.ndarray  # columns × classes
    bias: np.ndarray
    checked: np.ndarray
    unseen: np.ndarray  # checked examples × classes

    @classmethod
    def fit(
        cls, columns: sparse.csr_matrix, places: np.ndarray, *, classes: int, strictness: float, drawn: np.ndarray
    ) -> "Separator":
        """Learn all examples, and beside it all but those checked; `places` are class numbers.

        `drawn` is the order in which examples are chosen to be scored unseen.
        """
        checked = drawn[: min(CHECKED, max(1, len(places) // SMALLEST_SHARE))]
        others = np.setdiff1d(np.arange(len(places)), checked)
        with ThreadPoolExecutor(2) as pool:
            whole = pool.submit(_learned, columns, places, classes, strictness, CLOSE)
            part = pool.submit(_learned, columns[others], places[others], classes, strictness, ROUGH)
            (weights, bias), (partial, partial_bias) = whole.result(), part.result()
        return cls(weights, bias, checked, np.asarray(columns[checked] @ partial + partial_bias))


def _learned(
    columns: sparse.csr_matrix, places: np.ndarray, classes: int, strictness: float, close: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights (columns × classes) and the bias; a class without example is never chosen."""
    model = LinearSVC(C=strictness, tol=close, random_state=0).fit(columns, places)
    weights = np.zeros((columns.shape[1], classes), dtype=np.float32)
    bias = np.full(classes, -1.0, dtype=np.float32)
    if len(model.classes_) == 2:
        weights[:, model.classes_] = np.vstack([-model.coef_, model.coef_]).T
        bias[model.classes_] = [-model.intercept_[0], model.intercept_[0]]
    else:
        weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return weights, bias
