"""The texts of all records side by side, ready to be compared with a question at once."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from scipy import sparse

from nlu.features import pieces
from nlu.selector.grouped import Columns

Bag = Callable[[Sequence[str]], list[str]]


def letters(words: Sequence[str]) -> list[str]:
    """Return the pieces of the words of a text: what a mistyped word keeps."""
    return list(chain.from_iterable(pieces(word, shortest=3, longest=4) for word in words))


@dataclass(frozen=True)
class Bags:
    """TF-IDF of one kind of feature over texts, each text of length one."""

    extract: Bag
    columns: dict[str, int]
    idf: np.ndarray
    matrix: sparse.csr_matrix

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], extract: Bag) -> "Bags":
        """Return the bags of texts given as words."""
        counted = [Counter(extract(words)) for words in texts]
        seen = Counter(feature for each in counted for feature in each)
        columns = {feature: place for place, feature in enumerate(seen)}
        idf = np.log((1 + len(texts)) / (1 + np.fromiter(seen.values(), dtype=np.float32, count=len(seen)))) + 1
        rows = [_row(each, columns, idf) for each in counted]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        places = np.concatenate([each for each, _ in rows]) if rows else np.empty(0)
        values = np.concatenate([each for _, each in rows]) if rows else np.empty(0)
        matrix = sparse.csr_matrix((values, places, ends), shape=(len(texts), len(columns)), dtype=np.float32)
        return cls(extract, columns, idf, matrix)

    def likeness(self, words: Sequence[str]) -> np.ndarray:
        """Return the cosine of a text with each; what no text holds counts in its length."""
        counts = Counter(self.extract(words))
        known = Counter({feature: count for feature, count in counts.items() if feature in self.columns})
        places, values = _row(known, self.columns, self.idf, unknown=len(counts) - len(known))
        return self._by_column.total(places.tolist(), values.tolist())

    @cached_property
    def _by_column(self) -> Columns:
        return Columns(self.matrix)


def _row(
    counted: Counter[str], columns: dict[str, int], idf: np.ndarray, *, unknown: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    places = np.fromiter((columns[feature] for feature in counted), dtype=np.int32, count=len(counted))
    raw = (1 + np.log(np.fromiter(counted.values(), dtype=np.float32, count=len(counted)))) * idf[places]
    length = np.sqrt(raw @ raw + unknown * UNKNOWN**2)
    return places, (raw / max(length, 1e-6)).astype(np.float32)


UNKNOWN = 3.0
