"""How likely each record is from the words alone, tool words included: naive Bayes over all that a record holds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from nlu.selector.grouped import Columns

SMOOTHED = 60.0
TITLE_COUNTS = 2
SCALE = 3.0


@dataclass(frozen=True)
class Likelihood:
    """The words of each record, and how much likelier each makes it."""

    columns: dict[str, int]
    usual: np.ndarray  # how often each word comes, over all records
    counts: sparse.csr_matrix
    gains: sparse.csr_matrix
    sizes: np.ndarray

    @classmethod
    def of(cls, bags: Sequence[Counter[str]]) -> "Likelihood":
        """Return the likelihoods of records given as counted words."""
        total: Counter[str] = Counter()
        for bag in bags:
            total.update(bag)
        columns = {word: place for place, word in enumerate(total)}
        usual = np.fromiter(total.values(), dtype=np.float32, count=len(total)) / max(1, sum(total.values()))
        places = [columns[word] for bag in bags for word in bag]
        counted = np.array([count for bag in bags for count in bag.values()], dtype=np.float32)
        ends = np.cumsum([0, *map(len, bags)])
        shape = (len(bags), len(columns))
        counts = sparse.csr_matrix((counted, places, ends), shape=shape)
        gains = sparse.csr_matrix((np.log1p(counted / (SMOOTHED * usual[places])), places, ends), shape=shape)
        sizes = np.asarray(counts.sum(axis=1)).ravel()
        return cls(columns, usual, counts, gains, sizes)

    def of_words(self, words: Sequence[str]) -> np.ndarray:
        """Return how likely each record is for a question's words."""
        places = self._places(words)
        gained = self._by_column.total(places, [1.0] * len(places))
        return self._scaled(gained + len(places) * np.log(SMOOTHED / (self.sizes + SMOOTHED)), len(places))

    @cached_property
    def _by_column(self) -> Columns:
        return Columns(self.gains)

    def without(self, words: Sequence[str], record: int, text: Counter[str]) -> float:
        """Return how likely one record is when a text of its own is left out."""
        places = self._places(words)
        held = self.counts[record].toarray().ravel()
        for word, count in text.items():
            held[self.columns[word]] -= count
        size = float(self.sizes[record]) - sum(text.values())
        gained = np.log1p(np.maximum(held[places], 0) / (SMOOTHED * self.usual[places])).sum()
        return float(self._scaled(gained + len(places) * np.log(SMOOTHED / (size + SMOOTHED)), len(places)))

    def _places(self, words: Sequence[str]) -> list[int]:
        return [self.columns[word] for word in dict.fromkeys(words) if word in self.columns]

    @staticmethod
    def _scaled(likely: np.ndarray, words: int) -> np.ndarray:
        return likely / np.sqrt(max(1, words)) / SCALE
