"""What each record is about, by the words of its title that count: which of them were said, and which by nobody."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from nlu.french import tokens
from nlu.selector.index import Index

UNSAID = re.compile(r"\s*:?\s*(?:on|nous) (?:ne|n'|n’).*$")
LEAST = 1e-6
WHY = "pourquoi"
LINKING = frozenset(
    ["ia", "l", "d", "le", "la", "les", "un", "une", "des", "de", "d", "du", "en", "a", "au", "aux", "et"]
)


def subject(title: str) -> str:
    """Return a title without « : on ne sait pas »."""
    return UNSAID.sub("", title)


class Titles:
    """The stems of each title, with their weights; read-only."""

    def __init__(self, index: Index) -> None:
        self._index = index
        held = [index.lexicon.terms(tokens(subject(card.title))) for card in index.cards]
        weights = index.term_weights.known
        rows = [index.dense({term: weights.get(term, 0.0) for term in terms}) for terms in held]
        self._weighed = sparse.csr_matrix(np.stack(rows))
        self._totals = np.maximum(np.asarray(self._weighed.sum(axis=1)).ravel(), LEAST)

    def said(self, terms: Iterable[str]) -> np.ndarray:
        """Return the share of each title that a question says."""
        return np.asarray(self._weighed @ self._asked(terms) / self._totals)

    def names_alone(self, place: int, *, why: bool) -> bool:
        """Tell whether a title is a name and nothing else, after « pourquoi » or by itself."""
        words = tokens(subject(self._index.cards[place].title))
        if why != (words[:1] == [WHY]):
            return False
        return why or all(word in LINKING or self._index.lexicon.term(word) for word in words)

    def holding(self, terms: Iterable[str]) -> np.ndarray:
        """Return how many of some stems each title holds."""
        return np.asarray((self._weighed > 0) @ self._asked(terms), dtype=np.float32)

    def weight(self, place: int) -> float:
        """Return how much the words of a title count."""
        return float(self._totals[place])

    def _asked(self, terms: Iterable[str]) -> np.ndarray:
        return np.minimum(self._index.dense(dict.fromkeys(terms, 1.0)), 1.0)

    def shares(self, terms: Iterable[str], places: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Return the share of each title that neither the question nor some records say, and the share the question says."""
        asked = self._asked(terms)
        stated, spoken = self._index.stated, asked.copy()
        for place in places:
            spoken[stated.indices[stated.indptr[place] : stated.indptr[place + 1]]] = 1.0
        return 1.0 - self._weighed @ spoken / self._totals, self._weighed @ asked / self._totals
