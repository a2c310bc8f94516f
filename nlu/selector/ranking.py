"""Ranks the records by how well each answers a question, from what the records hold at this moment."""

from collections.abc import Mapping, Sequence

import numpy as np

from nlu.meaning.table import Table
from nlu.selector.akin import Akin
from nlu.selector.cards import Card
from nlu.selector.index import Index
from nlu.selector.learnt import learnt
from nlu.selector.likeness import Likeness
from nlu.selector.overlap import Overlap
from nlu.selector.reading import Reading
from nlu.selector.records import Records
from nlu.selector.terms import Lexicon
from nlu.selector.understood import Understood
from nlu.selector.weighed import FEATURES, Asked, Evidence, Weighed

CALM = 10.0  # of score
TELLING = 1.8  # weight of a word that says what the danger is: « juste » and « moi » do not


class Selector(Records):
    """What compares a question with cards; read-only, built anew when the records change."""

    def __init__(
        self,
        cards: Sequence[Card],
        *,
        lexicon: Lexicon,
        meaning: Table,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        order = weights or learnt().order
        counts = np.array([order[name] for name in FEATURES], dtype=np.float32)
        super().__init__(Index(cards, lexicon=lexicon, meaning=meaning), counts)
        self._akin, self._overlap, self._likeness = Akin(self.index), Overlap(self.index), Likeness(self.index)
        self._understood = Understood(self.index, self.topic_of)

    def rank(self, asked: Asked, *, most: int = 5) -> list[Evidence]:
        """Return the likeliest records, best first."""
        return self.weigh(asked).ranked(most) if self.cards else []

    def weigh(self, asked: Asked, *, without: int | None = None, read: Reading | None = None) -> Weighed:
        """Return the score of every record; `without` leaves one text out, to learn from it; `read` is known already."""
        read = read or self.index.read(asked.text)
        columns = {
            "akin": self._akin.share(read, without=without),
            **self._overlap.signs(read, without=without),
            **self._likeness.signs(read, without=without),
            **self._understood.signs(read, asked.chances, asked.facts),
        }
        table = np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)
        return Weighed(self.cards, table, table @ self.weights - CALM * self._uncalled(read), read, self)

    def _uncalled(self, read: Reading) -> np.ndarray:
        """Return 1 for the emergency numbers that only a wish to call somebody draws: « y a-t-il un numéro ? »."""
        calling = self.index.lexicon.calling
        said = [term for term, weight in read.terms.items() if weight >= TELLING and term not in calling]
        drawn = [any(self.index.holds(term, by=self.cards[place]) for term in said) for place in self.alarming]
        row = np.zeros(len(self.cards), dtype=np.float32)
        row[[place for place, each in zip(self.alarming, drawn, strict=True) if not each]] = 1.0
        return row
