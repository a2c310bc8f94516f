"""How near each record comes to each word of a question: written in it, or only a word of like meaning."""

from functools import cached_property

import numpy as np

from nlu.selector.index import Index
from nlu.selector.reading import Reading

FAR, ALIKE = 0.35, 0.85  # cosine: below, two words have nothing to do with one another; above, one says the other
MOST = 0.8  # what a word of like meaning is worth beside the word itself
REMEMBERED = 4000  # words


class Akin:
    """For a stem, one value a record: 1 where it is written, up to MOST where a word of like meaning is."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._memory: dict[str, np.ndarray] = {}

    def share(self, read: Reading, *, without: int | None) -> np.ndarray:
        """Return the share of the question's weight that each record comes near to; `without` leaves one text out."""
        shape = (len(read.terms), len(self._index.cards))
        weights = np.fromiter(read.terms.values(), dtype=np.float32, count=len(read.terms))
        near = np.array([self._near(*each) for each in read.carriers.items()], dtype=np.float32).reshape(shape)
        if without is not None:
            near[:, self._index.owners[without]] = self._without(read, without)
        return np.asarray(weights @ near / (read.total or 1.0))

    def _near(self, term: str, word: str) -> np.ndarray:
        if term not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[term] = self._nearest(term, word)
        return self._memory[term]

    def _nearest(self, term: str, word: str) -> np.ndarray:
        worth, columns = self._worth(term, word)
        found = np.zeros(len(self._index.cards), dtype=np.float32)
        for value, column in zip(worth, columns, strict=True):
            rows = self._index.rows_of(int(column))
            found[rows] = np.maximum(found[rows], value)
        return found

    def _worth(self, term: str, word: str) -> tuple[np.ndarray, np.ndarray]:
        """Return what the stems that say a stem, itself included, are worth, and their columns."""
        worth = np.zeros(len(self._index.columns), dtype=np.float32)
        sense = self._index.meaning.vector(self._index.carriers.get(term, word))
        if sense is not None:
            worth = MOST * np.clip((self._senses @ sense - FAR) / (ALIKE - FAR), 0.0, 1.0)
        if term in self._index.columns:
            worth[self._index.columns[term]] = 1.0
        columns = np.flatnonzero(worth)
        return worth[columns], columns

    def _without(self, read: Reading, without: int) -> list[float]:
        """Return how near the owner of a text comes to each stem when that text is left out."""
        index = self._index
        left = (index.counts[index.owners[without]] - index.units[without]).toarray().ravel() > 0
        every = (self._worth(*each) for each in read.carriers.items())
        return [float((worth * left[columns]).max(initial=0.0)) for worth, columns in every]

    @cached_property
    def _senses(self) -> np.ndarray:
        """Return the meaning of each stem the records hold (stems × dimensions), zero where it has none."""
        nothing = np.zeros(self._index.meaning.vectors.shape[1], dtype=np.float32)
        senses = (self._index.meaning.vector(self._index.carriers[term]) for term in self._index.columns)
        return np.array([nothing if each is None else each for each in senses], dtype=np.float32)
