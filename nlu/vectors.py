"""Turns the features of messages into weighted sparse vectors, the same at training and serving."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from scipy import sparse

from nlu.features import Features

Vector = tuple[list[int], list[float]]


@dataclass(frozen=True)
class Vectoriser:
    """TF-IDF blocks side by side, each of length one times the weight of its block."""

    columns: Mapping[str, Mapping[str, int]]
    idf: np.ndarray
    weights: Mapping[str, float]

    @classmethod
    def fit(cls, rows: Sequence[Features], *, weights: Mapping[str, float]) -> "Vectoriser":
        """Learn the columns and their rarity from the features of each message."""
        columns: dict[str, dict[str, int]] = {}
        idf: list[float] = []
        for block in weights:
            seen = Counter(feature for row in rows for feature in set(row[block]))
            columns[block] = {feature: len(idf) + place for place, feature in enumerate(sorted(seen))}
            idf += [log((1 + len(rows)) / (1 + seen[feature])) + 1 for feature in sorted(seen)]
        return cls(columns, np.array(idf, dtype=np.float32), weights)

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[str]], idf: np.ndarray, weights: Mapping[str, float]) -> "Vectoriser":
        """Return the vectoriser whose columns are listed block by block."""
        numbered: dict[str, dict[str, int]] = {}
        start = 0
        for block, known in columns.items():
            numbered[block] = {feature: start + place for place, feature in enumerate(known)}
            start += len(known)
        return cls(numbered, idf, weights)

    def vector(self, row: Features) -> Vector:
        """Return the columns and values of one message; unknown features count for nothing."""
        places: list[int] = []
        values: list[float] = []
        for block, weight in self.weights.items():
            known = self.columns[block]
            counts = Counter(known[feature] for feature in row[block] if feature in known)
            raw = [(1 + log(count)) * float(self.idf[place]) for place, count in counts.items()]
            length = sqrt(sum(value * value for value in raw)) or 1.0
            places += counts
            values += [weight * value / length for value in raw]
        return places, values

    def matrix(self, rows: Iterable[Features]) -> sparse.csr_matrix:
        """Return one line per message."""
        vectors = [self.vector(row) for row in rows]
        ends = np.cumsum([0, *(len(places) for places, _ in vectors)])
        places = np.array([place for found, _ in vectors for place in found], dtype=np.int32)
        values = np.array([value for _, found in vectors for value in found], dtype=np.float32)
        return sparse.csr_matrix((values, places, ends), shape=(len(vectors), len(self.idf)))
