"""Turns the features of messages into weighted sparse vectors, the same at training and serving."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from scipy import sparse

from nlu.features import Features

Vector = tuple[np.ndarray, np.ndarray]


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
        blocks = [self._block(row[block], self.columns[block], weight) for block, weight in self.weights.items()]
        places, values = zip(*blocks, strict=True)
        return np.concatenate(places), np.concatenate(values)

    def _block(self, features: Sequence[str], known: Mapping[str, int], weight: float) -> Vector:
        counts = Counter(map(known.get, features))
        counts.pop(None, None)
        places = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))  # type: ignore[arg-type]
        raw = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.idf[places]
        length = sqrt(float(raw @ raw)) or 1.0
        return places, raw * np.float32(weight / length)

    def matrix(self, rows: Iterable[Features]) -> sparse.csr_matrix:
        """Return one line per message."""
        vectors = [self.vector(row) for row in rows]
        ends = np.cumsum([0, *(len(places) for places, _ in vectors)])
        places = np.concatenate([found for found, _ in vectors])
        values = np.concatenate([found for _, found in vectors])
        return sparse.csr_matrix((values, places, ends), shape=(len(vectors), len(self.idf)))
