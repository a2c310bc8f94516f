"""The sentence of a record that answers a question, and whether it states what is asked."""

import numpy as np
from scipy import sparse

from nlu.selector import kinds
from nlu.selector.cards import SENTENCE, Card
from nlu.selector.index import Index
from nlu.selector.reading import PRECISE, Reading

STATED = 0.7  # share of the question that the sentence that answers holds
APT = 0.35  # what the kind of answer asked is worth beside the share of the question a sentence holds
AHEAD = 0.15  # of the record's first sentence, for another to be said before it


class Passages:
    """The sentences of each record, with their stems and the kinds of answer they hold, worked out once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._of: dict[int, tuple[sparse.csr_matrix, list[frozenset[str]]]] = {}

    def states(self, read: Reading, card: Card) -> bool:
        """Tell whether one sentence of the record holds the kind of answer asked, and nearly all the question says."""
        return self.stated(read, card) >= STATED

    def stated(self, read: Reading, card: Card) -> float:
        """Return the share of the question that the record's best sentence of the kind asked holds, 0 to 1."""
        shared, held = self._shared(read, card)
        return max((float(share) for share, each in zip(shared, held, strict=True) if read.kind in each), default=0.0)

    def sentence(self, read: Reading, card: Card) -> int | None:
        """Return the place of the record's sentence that answers best; None when none stands out."""
        shared, held = self._shared(read, card)
        apt = np.array([float(read.kind in each) for each in held])
        scores = shared + APT * apt * (shared > 0)
        best = int(scores.argmax()) if len(scores) else 0
        return best if len(scores) and scores[best] > scores[0] + AHEAD else None

    def answering(self, read: Reading, card: Card) -> int | None:
        """Return the place of the sentence that answers: by its words, else the first of the kind of answer asked.

        What nobody knows is said first: only a sentence of the kind asked comes before it.
        """
        found = self.sentence(read, card)
        if not card.unknown:
            return self.of_kind(read, card) if found is None and read.kind in PRECISE else found
        asked = found is not None and read.kind in PRECISE and read.kind in self._shared(read, card)[1][found]
        return found if asked else None

    def of_kind(self, read: Reading, card: Card) -> int | None:
        """Return the place of the record's first sentence of the kind of answer asked; None where there is none."""
        held = self._shared(read, card)[1]
        return next((place for place, each in enumerate(held) if read.kind in each), None)

    def _shared(self, read: Reading, card: Card) -> tuple[np.ndarray, list[frozenset[str]]]:
        """Return the share of the question that each sentence of a record holds, and the kinds of answer in each."""
        place = self._index.place[card.id]
        if place not in self._of:
            units = np.flatnonzero((self._index.owners == place) & (self._index.unit_kinds == SENTENCE))
            self._of[place] = self._index.units[units], [kinds.held(self._index.texts[unit]) for unit in units]
        rows, held = self._of[place]
        return (rows @ self._index.dense(read.terms)) / (read.total or 1.0), held
