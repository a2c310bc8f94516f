"""Compares the words of a question that count with whole records, their sentences, titles and questions."""

from functools import cached_property

import numpy as np

from nlu.selector.cards import QUESTION, SENTENCE, TITLE
from nlu.selector.index import Index
from nlu.selector.reading import Reading

MOST = 1.5  # of a sentence that holds rare words and is short


class Overlap:
    """The signs `cover`, `sentence`, `title` and `form`, one value a record."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._of = {kind: index.group(kind) for kind in (TITLE, SENTENCE, QUESTION)}

    def signs(self, read: Reading, *, without: int | None) -> dict[str, np.ndarray]:
        """Return the signs; `without` leaves one text out."""
        index = self._index
        total = read.total or 1.0
        shared, cover = index.in_texts(read.terms), index.in_records(read.terms)
        if without is not None:
            shared[without] = 0.0
            cover[index.owners[without]] = self._cover_without(without, index.dense(read.terms))
        alike = shared / np.sqrt(np.maximum(index.unit_weight, 1e-6) * total)
        saturated = shared / self._long / total
        return {
            "cover": cover / total,
            "sentence": np.minimum(self._of[SENTENCE].best(saturated), MOST),
            "title": self._of[TITLE].best(alike),
            "form": self._of[QUESTION].best(alike),
        }

    @cached_property
    def _long(self) -> np.ndarray:
        """Return how much less a word counts in each text for its length."""
        weights = self._index.unit_weight
        lengths = weights[self._index.unit_kinds == SENTENCE]
        return np.asarray(0.55 + 0.45 * (weights / (lengths.mean() if len(lengths) else 1.0)))

    def _cover_without(self, without: int, query: np.ndarray) -> float:
        left = self._index.counts[self._index.owners[without]] - self._index.units[without]
        return float((left > 0).astype(np.float32).dot(query)[0])
