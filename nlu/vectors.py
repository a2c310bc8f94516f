"""Turns the features of messages into weighted sparse vectors, the same at training and serving."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from scipy import sparse

from nlu.features import Features

Vector = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Vocabulary:
    """The features seen in each block, column by column, the blocks side by side; `idf` is how rare each is."""

    columns: Mapping[str, Sequence[str]]
    idf: np.ndarray

    @classmethod
    def of(cls, rows: Iterable[Features], blocks: Iterable[str]) -> "Vocabulary":
        """Learn the columns and their rarity from the features of each message, read once."""
        counted: dict[str, Counter[str]] = {block: Counter() for block in blocks}
        total = 0
        for row in rows:
            total += 1
            for block, seen in counted.items():
                seen.update(set(row[block]))
        columns = {block: sorted(seen) for block, seen in counted.items()}
        idf = [log((1 + total) / (1 + counted[block][each])) + 1 for block, known in columns.items() for each in known]
        return cls(columns, np.array(idf, dtype=np.float32))


class Vectoriser:
    """TF-IDF blocks side by side, each of length one times the weight of its block."""

    def __init__(self, vocabulary: Vocabulary, weights: Mapping[str, float]) -> None:
        self.idf, self._weights = vocabulary.idf, weights
        ends = np.cumsum([0, *map(len, vocabulary.columns.values())])
        named = zip(vocabulary.columns.items(), ends, strict=False)
        self._columns = {block: _Columns(known, int(start)) for (block, known), start in named}

    def vector(self, row: Features) -> Vector:
        """Return the columns and values of one message; unknown features count for nothing."""
        blocks = [self._block(row[block], self._columns[block], weight) for block, weight in self._weights.items()]
        places, values = zip(*blocks, strict=True)
        return np.concatenate(places), np.concatenate(values)

    def _block(self, features: Sequence[str], known: "_Columns", weight: float) -> Vector:
        places, counts = known.counted(features)
        raw = (1 + np.log(counts)) * self.idf[places]
        length = sqrt(float(raw @ raw)) or 1.0
        return places, raw * np.float32(weight / length)

    def matrix(self, rows: Iterable[Features]) -> sparse.csr_matrix:
        """Return one line per message."""
        vectors = [self.vector(row) for row in rows]
        ends = np.cumsum([0, *(len(places) for places, _ in vectors)])
        places = np.concatenate([found for found, _ in vectors])
        values = np.concatenate([found for _, found in vectors])
        return sparse.csr_matrix((values, places, ends), shape=(len(vectors), len(self.idf)))


class _Columns:
    """The column of each feature of a block, found by the hash of its text: the texts of 190,000 would weigh 25 MB more.

    Hashes have 64 bits, and mean nothing in another process.
    """

    def __init__(self, known: Sequence[str], start: int) -> None:
        hashes = _hashes(known)
        order = hashes.argsort()
        self._hashes, self._places = hashes[order], (start + order).astype(np.int32)

    def counted(self, features: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return the columns of the known among some features, and how often each is there."""
        counted = Counter(features)
        said, counts = _hashes(counted), np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        found = self._hashes.searchsorted(said)
        found[found == len(self._hashes)] = 0
        known = self._hashes[found] == said if len(self._hashes) else np.zeros(len(said), dtype=bool)
        return self._places[found[known]], counts[known]


def _hashes(features: Collection[str]) -> np.ndarray:
    return np.fromiter(map(hash, features), dtype=np.int64, count=len(features))
