"""The classifier's solution is the exact one, and its unseen scores come from the other examples."""

import numpy as np
import pytest
from scipy import sparse

from nlu.ridge import Ridge

ALPHA, CLASSES = 1.2, 3


def examples(count: int) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """Return sparse columns that speak of the class, dense ones that hint at it, and the classes."""
    random = np.random.default_rng(1)
    places = random.integers(0, CLASSES, count)
    columns = sparse.random(count, 900, density=0.02, random_state=2, format="lil", dtype=np.float32)
    columns[np.arange(count), places] = 1.0
    dense = random.normal(0, 0.3, (count, 4)).astype(np.float32)
    dense[:, 0] += places
    return columns.tocsr(), dense, places


def learn(columns: sparse.csr_matrix, dense: np.ndarray, places: np.ndarray) -> Ridge:
    drawn = np.random.default_rng(0).permutation(len(places))
    return Ridge.fit(columns, dense, places, classes=CLASSES, alpha=ALPHA, drawn=drawn)


def exact(columns: sparse.csr_matrix, dense: np.ndarray, places: np.ndarray) -> np.ndarray:
    every = np.hstack([columns.toarray(), dense]).astype(np.float64)
    targets = np.where(np.arange(CLASSES) == places[:, None], 1.0, -1.0)
    kernel = every @ every.T + ALPHA * np.eye(len(places))
    return np.asarray(every.T @ np.linalg.solve(kernel, targets - targets.mean(axis=0)))


@pytest.mark.parametrize("count", [2, 40, 700, 1_500])
def test_the_weights_are_those_of_the_exact_solution(count: int) -> None:
    columns, dense, places = examples(count)
    learned = learn(columns, dense, places)
    weights = np.vstack([learned.sparse_weights, learned.dense_weights])
    wanted = exact(columns, dense, places)
    assert np.linalg.norm(weights - wanted) <= 5e-3 * np.linalg.norm(wanted)


@pytest.mark.parametrize("count", [40, 700, 1_500])
def test_unseen_scores_are_those_of_a_model_taught_the_other_examples(count: int) -> None:
    columns, dense, places = examples(count)
    learned = learn(columns, dense, places)
    assert len(learned.unseen) == len(learned.checked) == min(count, 1_000)
    assert np.isfinite(learned.unseen).all()
    left = learned.checked[: count // 5][:1_000]
    others = np.setdiff1d(np.arange(count), left)
    without = learn(columns[others], dense[others], places[others])
    wanted = columns[left] @ without.sparse_weights + dense[left] @ without.dense_weights + without.bias
    assert np.abs(learned.unseen[: len(left)] - wanted).max() < 0.1
    assert (learned.unseen.argmax(axis=1) == places[learned.checked]).mean() > 0.8


def test_a_single_example_is_learned_without_an_error() -> None:
    columns, dense, places = examples(1)
    learned = learn(columns, dense, places)
    assert np.isfinite(learned.unseen).all()
    assert np.isfinite(learned.sparse_weights).all()
