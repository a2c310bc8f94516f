"""The words of all records side by side: which record holds which, and how much each counts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from scipy import sparse

from nlu.french import fold, tokens
from nlu.meaning.table import Table
from nlu.selector import kinds
from nlu.selector.cards import SENTENCE, Card
from nlu.selector.grouped import Columns, incidence
from nlu.selector.reading import Reading
from nlu.selector.spelling import NameBook, Spelling
from nlu.selector.terms import Lexicon, Weights

SUBJECT = 2  # words
FEW = 6  # records that hold what is still a rare name
RARE = 3.0  # Zipf


class Index:
    """The texts of the cards, line by line, with the stems that count in each; read-only.

    `owners` is the place of each text's card, `unit_kinds` what it is, `units` (texts × stems) and `whole`
    (cards × stems) hold 1 where a stem is written.
    """

    def __init__(self, cards: Sequence[Card], *, lexicon: Lexicon, meaning: Table) -> None:
        self.cards, self.lexicon, self.meaning = tuple(cards), lexicon, meaning
        self.place = {card.id: place for place, card in enumerate(cards)}
        units = [(place, kind, text) for place, card in enumerate(cards) for kind, text in card.units()]
        self.owners = np.array([place for place, _, _ in units], dtype=np.int32)
        self.unit_kinds = np.array([kind for _, kind, _ in units])
        self.texts = [text for _, _, text in units]
        self.words = [tokens(text) for text in self.texts]
        names = [(place, tokens(name)) for place, card in enumerate(cards) for name in card.names]
        known = Counter(word for words in [*self.words, *(words for _, words in names)] for word in words)
        self.spelling = Spelling(known, meaning.how_common)
        self.names = NameBook.of(names, meaning.how_common)
        self.carriers = self._carried(sorted(known, key=meaning.how_common, reverse=True))
        self._weigh_terms(names)

    def _weigh_terms(self, names: Sequence[tuple[int, Sequence[str]]]) -> None:
        held = [self.lexicon.terms(words) for words in self.words]
        common: dict[str, float] = {}
        for terms in held:
            for term, zipf in terms.items():
                common[term] = max(zipf, common.get(term, 0.0))
        named = [Counter[str]() for _ in self.cards]
        for place, words in names:
            named[place].update(self.lexicon.terms(words))
        of_record: list[set[str]] = [set(each) for each in named]
        for owner, terms in zip(self.owners, held, strict=True):
            of_record[owner].update(terms)
        self.held_by = Counter(term for terms in of_record for term in terms)
        self.term_weights = Weights(len(self.cards), self.held_by, common)
        self.columns = {term: place for place, term in enumerate(self.held_by)}
        self.units = incidence(held, self.columns)
        self.unit_weight = self.units @ self.dense(self.term_weights.known)
        ownership = sparse.csr_matrix(
            (np.ones(len(self.owners), np.float32), (self.owners, np.arange(len(self.owners)))),
            shape=(len(self.cards), len(self.owners)),
        )
        self.counts = (ownership @ self.units + incidence(named, self.columns)).tocsr()
        self.whole = (self.counts > 0).astype(np.float32)

    def dense(self, terms: Mapping[str, float]) -> np.ndarray:
        """Return a row over the stems, the weight given in the column of each; stems no record holds are left out."""
        dense = np.zeros(len(self.columns), dtype=np.float32)
        for term, weight in terms.items():
            place = self.columns.get(term)
            if place is not None:
                dense[place] = weight
        return dense

    def in_texts(self, terms: Mapping[str, float]) -> np.ndarray:
        """Return the weight of the stems that each text holds."""
        return self._text_columns.total(*self._known(terms))

    def in_records(self, terms: Mapping[str, float]) -> np.ndarray:
        """Return the weight of the stems that each card holds."""
        return self._record_columns.total(*self._known(terms))

    def _known(self, terms: Mapping[str, float]) -> tuple[list[int], list[float]]:
        held = [term for term in terms if term in self.columns]
        return [self.columns[term] for term in held], [terms[term] for term in held]

    def read(self, text: str) -> Reading:
        """Return a question as the index reads it."""
        typed = tokens(text)
        words = self.spelling.read(typed)
        carriers = self._carried(words)
        weights = {term: self.term_weights.of(term, self.meaning.how_common(word)) for term, word in carriers.items()}
        counted = frozenset(self.lexicon.terms(self.spelling.read(tokens(kinds.focus(text)))))
        return Reading(text, words, weights, carriers, self.names.find(typed), kinds.asked(text), counted)

    def _carried(self, words: Iterable[str]) -> dict[str, str]:
        """Return the stems that count, each with the first word that carries it."""
        found: dict[str, str] = {}
        for word in words:
            term = self.lexicon.term(word)
            if term:
                found.setdefault(term, word)
        return found

    def holds(self, term: str, *, by: Card | None = None) -> bool:
        """Tell whether a record holds a stem: any, or the one given."""
        column = self.columns.get(term)
        return column is not None and (by is None or self.place[by.id] in self._record_columns.lines_of(column))

    def held_in(self, rows: np.ndarray, term: str) -> bool:
        """Tell whether one of the records chosen (a row of booleans) holds a stem."""
        column = self.columns.get(term)
        return column is not None and bool(rows[self._record_columns.lines_of(column)].any())

    def beginning(self, letters: str) -> list[str]:
        """Return the stems of the records that begin so."""
        return [term for term in self.columns if term.startswith(letters)]

    def rows_of(self, column: int) -> np.ndarray:
        """Return the places of the records that hold the stem of a column."""
        return self._record_columns.lines_of(column)

    @cached_property
    def _text_columns(self) -> Columns:
        return Columns(self.units)

    @cached_property
    def _record_columns(self) -> Columns:
        return Columns(self.whole)

    def speaks_of(self, read: Reading, card: Card) -> bool:
        """Tell whether a question holds a rare name, or a word that hardly anyone writes, of this very record."""
        place = self.place[card.id]
        if any(
            place in holders and len(holders) <= FEW and name not in self._ordinary
            for name, holders in read.names.items()
        ):
            return True
        rare = [
            term for word in read.words for term in self.lexicon.terms([word]) if self.meaning.how_common(word) < RARE
        ]
        return any(
            self.held_by.get(term, FEW + 1) <= FEW and self.holds(term, by=card) for term in rare if not term.isdigit()
        )

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """Return the words the records write without a capital: a name spelled like one, « humAIn », may be that word."""
        said = (text for text, kind in zip(self.texts, self.unit_kinds, strict=True) if kind == SENTENCE)
        return frozenset(fold(word) for text in said for word in re.findall(r"(?<![.\w])[a-zà-ÿ]+(?!\.?\w)", text))

    def subject(self, text: str) -> str:
        """Return the words a question is about, that a second one may leave out: names first, else its rarest words."""
        typed = tokens(text)
        read = self.spelling.read(typed)
        forms = self.names.find(typed)
        named = {word for word in read if any(word in form for form in forms)}
        weights = {word: self._weight(word) for word in read}
        rare = {word for word in sorted(weights, key=lambda each: -weights[each])[:SUBJECT] if weights[word] > 0}
        return " ".join(word for word in read if word in (named or rare))

    def names_something(self, text: str) -> bool:
        """Tell whether a text names what a record speaks of: a clause that does needs no other subject."""
        return any(not form.isdigit() for form in self.names.find(tokens(text)))

    def _weight(self, word: str) -> float:
        return max((self.term_weights.of(*each) for each in self.lexicon.terms([word]).items()), default=0.0)
