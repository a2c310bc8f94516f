"""The separator tells classes apart, and scores some examples as if it had never seen them."""

import numpy as np
import pytest
from scipy import sparse

from nlu.separator import Separator


def corners(classes: int, *, each: int) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Return examples around one corner a class."""
    places = np.repeat(np.arange(classes), each)
    around = 0.1 * np.random.default_rng(0).standard_normal((len(places), classes))
    return sparse.csr_matrix((np.eye(classes)[places] + around).astype(np.float32)), places


def learned(columns: sparse.csr_matrix, places: np.ndarray, *, classes: int) -> Separator:
    return Separator.fit(columns, places, classes=classes, strictness=0.4, drawn=np.arange(len(places)))


@pytest.mark.parametrize("classes", [2, 3, 12])
def test_each_example_is_nearest_to_its_own_class(classes: int) -> None:
    columns, places = corners(classes, each=20)
    found = learned(columns, places, classes=classes)
    assert ((columns @ found.weights + found.bias).argmax(axis=1) == places).all()


def test_one_example_in_five_at_most_is_scored_unseen() -> None:
    columns, places = corners(4, each=20)
    found = learned(columns, places, classes=4)
    assert len(found.checked) == 16
    assert found.unseen.shape == (16, 4)


def test_a_wrong_label_is_believed_once_learned_and_not_when_scored_unseen() -> None:
    columns, places = corners(3, each=20)
    alone = sparse.csr_matrix(([3.0], ([0], [3])), shape=(len(places), 4), dtype=np.float32)
    wide = sparse.hstack([columns, alone[:, 3]], format="csr")  # only the first example has this column
    places = np.concatenate([[2], places[1:]])
    found = learned(wide, places, classes=3)
    assert (wide[:1] @ found.weights + found.bias).argmax() == 2
    assert found.unseen[0].argmax() == 0


def test_a_class_whose_every_example_is_left_out_is_never_chosen_unseen() -> None:
    columns, places = corners(3, each=20)
    kept = np.flatnonzero(np.arange(60) % 20 < np.array([8, 20, 20])[places])
    found = learned(columns[kept], places[kept], classes=3)
    assert (places[kept][found.checked] == 0).sum() == 8
    assert set(found.unseen.argmax(axis=1)) <= {1, 2}
