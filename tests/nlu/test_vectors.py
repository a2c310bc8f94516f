"""Messages become vectors: known features by their rarity, each block of the length it weighs."""

import numpy as np
import pytest

from nlu.meaning import current
from nlu.vectors import Vectoriser, Vocabulary

WEIGHTS = {"words": 1.0, "ends": 0.5}
ROWS = [{"words": ["chat", "noir"], "ends": ["t"]}, {"words": ["chat", "chat"], "ends": []}]


@pytest.fixture
def vectoriser() -> Vectoriser:
    return Vectoriser(Vocabulary.of(ROWS, WEIGHTS), WEIGHTS)


def test_each_block_has_the_length_of_its_weight(vectoriser: Vectoriser) -> None:
    both, one = vectoriser.matrix(ROWS).multiply(vectoriser.matrix(ROWS)).sum(axis=1).A1
    assert both == pytest.approx(1.0 + 0.25)
    assert one == pytest.approx(1.0)


def test_a_feature_counts_once_said_more_and_once_rarer(vectoriser: Vectoriser) -> None:
    said = dict(zip(*vectoriser.vector({"words": ["chat", "noir", "chat"], "ends": []}), strict=True))
    chat, noir = said[0], said[1]
    usual, rare = vectoriser.idf[:2]
    assert chat / noir == pytest.approx((1 + np.log(2)) * usual / rare)


def test_what_was_never_seen_counts_for_nothing(vectoriser: Vectoriser) -> None:
    places, values = vectoriser.vector({"words": ["chien", ""], "ends": ["noir"]})
    assert places.size == values.size == 0


def test_a_block_where_nothing_was_ever_seen_knows_nothing() -> None:
    empty = Vectoriser(Vocabulary.of([{"words": [], "ends": []}], WEIGHTS), WEIGHTS)
    assert empty.vector(ROWS[0])[0].size == 0


def test_the_meaning_of_a_word_has_a_length_of_one_and_an_unknown_word_none() -> None:
    table = current()
    vector = table.vector("entreprise")
    assert vector is not None
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
    assert table.vector("xqzwv") is None
    assert not table.sense(["xqzwv"]).any()
