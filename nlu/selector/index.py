"""The words of all records side by side: which record holds which, and how much each counts."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile

import numpy as np
from scipy import sparse

from nlu.french import fold, tokens
from nlu.meaning.table import Table
from nlu.selector import kinds
from nlu.selector.cards import QUESTION, SENTENCE, Card
from nlu.selector.grouped import Columns, Group, incidence
from nlu.selector.reading import Reading
from nlu.selector.spelling import NameBook, Spelling
from nlu.selector.terms import Lexicon, Weights

SUBJECT = 2  # words
FEW = 6  # records that hold what is still a rare name
RARE = 3.0  # Zipf
OWN = 3  # records that hold what nobody else says


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

    def group(self, kind: str) -> Group:
        """Return the texts of one kind, by record."""
        return Group(self.owners, self.unit_kinds == kind, len(self.cards))

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
        self.spread = {
            form: max(len(self.names.holders[form]), self._writing(terms))
            for _, words in names
            if (form := "".join(words)) in self.names.holders and (terms := self.lexicon.terms(words))
        }
        """How many records write each name, be it said to be theirs or not: « data center » names none."""

    @cached_property
    def stated(self) -> sparse.csr_matrix:
        """Return which stems each card holds in its title, its sentences and its names: cards × stems, 1 where it does."""
        told = np.flatnonzero(self.unit_kinds != QUESTION)
        owners = sparse.csr_matrix(
            (np.ones(len(told), np.float32), (self.owners[told], told)), shape=(len(self.cards), len(self.owners))
        )
        named = [self.lexicon.terms([word for name in card.names for word in tokens(name)]) for card in self.cards]
        return ((owners @ self.units + incidence(named, self.columns)) > 0).astype(np.float32).tocsr()

    def _writing(self, terms: Mapping[str, float]) -> int:
        """Return how many records hold all of some stems."""
        columns = [self.columns[term] for term in terms if term in self.columns]
        return int((self.whole[:, columns].sum(axis=1) >= len(columns)).sum()) if columns else 0

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
        words = self.spelling.correct(typed)
        carriers = self._carried(words)
        weights = {term: self.term_weights.of(term, self.meaning.how_common(word)) for term, word in carriers.items()}
        counted = frozenset(self.lexicon.terms(self.spelling.correct(tokens(kinds.focus(text)))))
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
        first = bisect_left(self._in_order, letters)
        found = takewhile(lambda term: term.startswith(letters), islice(self._in_order, first, None))
        return sorted(found, key=self.columns.__getitem__)

    @cached_property
    def _in_order(self) -> list[str]:
        """Every stem of the records, in alphabetical order."""
        return sorted(self.columns)

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

    def said_by(self, name: str) -> int:
        """Return how many records a name may be of."""
        return self.spread.get(name) or len(self.names.holders[name])

    @cached_property
    def titled(self) -> tuple[frozenset[str], ...]:
        """Return the names of each card that its title says: what it is about."""
        return tuple(self._names_in([card.title]) & self._own_of(card) for card in self.cards)

    def spoken_of(self, card: Card) -> frozenset[str]:
        """Return the names that a card has, or speaks of anywhere."""
        if card.id not in self._spoken:
            self._spoken[card.id] = self._own_of(card) | self._names_in(text for _, text in card.units())
        return self._spoken[card.id]

    def stated_by(self, card: Card) -> frozenset[str]:
        """Return the names that a card has, or says in what it states."""
        return self._own_of(card) | self._names_in([card.title, *card.sentences])

    def _names_in(self, texts: Iterable[str]) -> frozenset[str]:
        found = frozenset[str]().union(*(self.names.find(tokens(text)) for text in texts))
        return frozenset(name for name in found if not name.isdigit())

    def _own_of(self, card: Card) -> frozenset[str]:
        place = self.place[card.id]
        return frozenset(name for name, holders in self.names.holders.items() if place in holders)

    @cached_property
    def _spoken(self) -> dict[str, frozenset[str]]:
        """What `spoken_of` has worked out."""
        return {}

    def own_names(self, read: Reading) -> frozenset[int]:
        """Return the places of the records whose names a question holds, where hardly anyone else says them."""
        rare = [word for word in read.words if self.meaning.how_common(word) < RARE and len(word) > 2]
        own = [
            holders
            for name, holders in read.names.items()
            if self.said_by(name) <= OWN and name not in self._ordinary | self.lexicon.everywhere
            if not name.isdigit() and any(word in name for word in rare)
        ]
        return frozenset().union(*own)

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """Return the words the records write without a capital: a name spelled like one, « humAIn », may be that word."""
        said = (text for text, kind in zip(self.texts, self.unit_kinds, strict=True) if kind == SENTENCE)
        return frozenset(fold(word) for text in said for word in re.findall(r"(?<![.\w])[a-zà-ÿ]+(?!\.?\w)", text))

    def subject(self, text: str) -> str:
        """Return the words a question is about, that a second one may leave out: names first, else its rarest words."""
        typed = tokens(text)
        read = self.spelling.correct(typed)
        forms = self.names.find(typed)
        named = {word for word in read if any(word in form for form in forms if not form.isdigit())}
        weights = {word: self._weight(word) for word in read}
        words = [word for word in weights if not word.isdigit()] or list(weights)
        rare = {word for word in sorted(words, key=lambda each: -weights[each])[:SUBJECT] if weights[word] > 0}
        return " ".join(word for word in read if word in (named or rare))

    def names_something(self, text: str) -> bool:
        """Tell whether a text names what a record speaks of: a clause that does needs no other subject."""
        return any(not form.isdigit() for form in self.names.find(tokens(text)))

    def _weight(self, word: str) -> float:
        return max((self.term_weights.of(*each) for each in self.lexicon.terms([word]).items()), default=0.0)
