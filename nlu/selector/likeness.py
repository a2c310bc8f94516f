"""Compares a question with the records by the letters of its words, by how likely they are, and by their meaning."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from nlu.french import stem
from nlu.selector.cards import QUESTION, SENTENCE, TITLE
from nlu.selector.grouped import unit
from nlu.selector.index import Index
from nlu.selector.likelihood import TITLE_COUNTS, Likelihood
from nlu.selector.reading import Reading
from nlu.selector.texts import Bags, letters


class Likeness:
    """The signs `letters`, `likely`, `sense_form` and `sense_text`, one value a record."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._of = {kind: index.group(kind) for kind in (SENTENCE, QUESTION)}
        self._questions = np.flatnonzero(index.unit_kinds == QUESTION)

    def signs(self, read: Reading, *, without: int | None) -> dict[str, np.ndarray]:
        """Return the signs; `without` leaves one text out."""
        index = self._index
        values = np.zeros(len(index.texts), dtype=np.float32)
        values[self._questions] = self._letters.likeness(read.words)
        found = {"letters": self._best(QUESTION, values, without)}
        senses = self._senses
        sense = unit(index.meaning.sense(read.words)[None])
        near = senses @ unit(sense - self._mean_sense)[0] if sense.any() else np.zeros(len(index.texts))
        found["sense_form"], found["sense_text"] = self._best(QUESTION, near, without), self._best(SENTENCE, near, None)
        bag = list(self._bag(read.words))
        found["likely"] = self._likelihood.of_words(bag)
        if without is not None:
            owner = int(index.owners[without])
            found["likely"][owner] = self._likelihood.without(bag, owner, self._bag(index.words[without]))
        return found

    def _best(self, kind: str, values: np.ndarray, without: int | None) -> np.ndarray:
        if without is not None:
            values = values.copy()
            values[without] = 0.0
        return self._of[kind].best(values)

    @cached_property
    def _letters(self) -> Bags:
        """Return the pieces of the questions' words."""
        return Bags.of([self._index.words[place] for place in self._questions], letters)

    @cached_property
    def _senses(self) -> np.ndarray:
        """Return the meaning of each text, centred, of length one."""
        raw = np.array([self._index.meaning.sense(words) for words in self._index.words])
        self._mean_sense = unit(raw).mean(axis=0)
        return unit(unit(raw) - self._mean_sense)

    @cached_property
    def _likelihood(self) -> Likelihood:
        """Return how likely words make each record."""
        index = self._index
        bags: list[Counter[str]] = [Counter() for _ in index.cards]
        for owner, kind, words in zip(index.owners, index.unit_kinds, index.words, strict=True):
            for word, count in self._bag(words).items():
                bags[owner][word] += count * (TITLE_COUNTS if kind == TITLE else 1)
        return Likelihood.of(bags)

    def _bag(self, words: Sequence[str]) -> Counter[str]:
        return Counter(self._index.lexicon.same.get(each, each) for each in map(stem, words))
