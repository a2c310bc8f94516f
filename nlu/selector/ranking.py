"""Ranks the records by how well each answers a question, from what the records hold at this moment."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from nlu.french import fold, stem, tokens
from nlu.meaning.table import Table
from nlu.selector import kinds
from nlu.selector.cards import QUESTION, SENTENCE, TITLE, Card, values
from nlu.selector.learnt import learnt
from nlu.selector.likelihood import TITLE_COUNTS, Likelihood
from nlu.selector.spelling import NameBook, Spelling
from nlu.selector.terms import Lexicon, Weights
from nlu.selector.texts import Bags, letters

FEATURES = (
    "cover", "sentence", "title", "form", "letters", "likely", "sense_form", "sense_text", "name", "kind", "intent", "default", "contradicts", "suits",
)  # fmt: skip
PRECISE = frozenset({"phone", "mail", "share", "money", "number", "when", "where", "who"})
"""The kinds of answer that a text either holds or does not."""
SUBJECT = 2  # words
FEW = 6  # records that hold what is still a rare name
RARE = 3.0  # Zipf
STATED = 0.7  # share of the question that the sentence that answers holds
BESIDE = 0.3  # what the chance of a topic is worth to a record that has no intent
FLOOR = 1e-3  # of an intent's chance


@dataclass(frozen=True)
class Asked:
    """A question as the selector reads it, with what the other steps understood."""

    text: str
    chances: Mapping[str, float] = field(default_factory=dict)  # of each intent
    facts: Mapping[str, Any] = field(default_factory=dict)  # what it states: a town, an aid…


@dataclass(frozen=True)
class Evidence:
    """One record's score, its chance among all, and why (the features by name)."""

    card: Card
    score: float
    chance: float
    why: Mapping[str, float]


@dataclass(frozen=True)
class Weighed:
    """The score of every record for one question."""

    cards: Sequence[Card]
    table: np.ndarray
    scores: np.ndarray
    read: "Reading"
    selector: "Selector"

    @cached_property
    def _chances(self) -> np.ndarray:
        raised = np.exp(self.scores - self.scores.max())
        return np.asarray(raised / raised.sum())

    def __getitem__(self, place: int) -> Evidence:
        why = dict(zip(FEATURES, map(float, self.table[place]), strict=True))
        return Evidence(self.cards[place], float(self.scores[place]), float(self._chances[place]), why)

    @property
    def first(self) -> Evidence:
        """Return the likeliest record."""
        return self[int(self.scores.argmax())]

    def again(self, weights: np.ndarray, *, without: int | None = None) -> "Weighed":
        """Return the scores by other weights, one record taken away."""
        scores = self.table @ weights
        if without is not None:
            scores[without] = -np.inf
        return Weighed(self.cards, self.table, scores, self.read, self.selector)

    def card(self, record_id: str) -> Card:
        """Return a card by its id."""
        return self.cards[self.selector.place[record_id]]

    def ranked(self, most: int = 5) -> list[Evidence]:
        """Return the likeliest records, best first."""
        return [self[int(place)] for place in np.argsort(-self.scores, kind="stable")[:most]]

    def signs(self, said: Evidence) -> dict[str, float]:
        """Return what tells how sure one record is (nlu/selector/sureness.py)."""
        others = np.sort(self.scores)[-2:]
        best_other = float(others[0] if said.score >= others[-1] else others[-1]) if len(others) > 1 else 0.0
        known = sum(weight for term, weight in self.read.terms.items() if self.selector.holds(term))
        held = {term for term in self.read.focus if self.selector.holds(term, by=said.card)}
        return {
            **said.why,
            "score": said.score,
            "gap": said.score - best_other,
            "chance": said.chance,
            "known": known / (self.read.total or 1.0),
            "total": self.read.total,
            "focus_held": float(bool(held)),
            "focus_missing": float(bool(self.read.focus) and not held),
            "kind_missing": float(self.read.kind in PRECISE and said.why["kind"] < 0),
            "precise": float(self.read.kind in PRECISE),
            "default": float(bool(said.card.default_of)),
        }

    def general(self, intent: str, facts: Mapping[str, Any]) -> Evidence | None:
        """Return the record the intent alone would choose with what is stated; None when it has none."""
        suited = [
            place for place, card in enumerate(self.cards)
            if intent in card.intents and all(facts.get(name) in values(wanted) for name, wanted in card.when.items())
        ]  # fmt: skip
        best = max(suited, key=lambda place: self.cards[place].rank, default=None)
        return None if best is None else self[best]


@dataclass(frozen=True)
class Reading:
    """A question's words, corrected; those that count with their weights; the names and the kind of answer it asks."""

    words: list[str]
    terms: Mapping[str, float]
    names: Mapping[str, frozenset[int]]
    kind: str | None
    focus: frozenset[str]  # the stems of what is counted: « combien d'habitants »

    @property
    def total(self) -> float:
        return sum(self.terms.values())


class Selector:
    """An index of cards; read-only, built anew when the records change."""

    def __init__(
        self,
        cards: Sequence[Card],
        *,
        lexicon: Lexicon,
        meaning: Table,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.cards, self.lexicon, self.meaning = tuple(cards), lexicon, meaning
        self.weights = np.array([(weights or learnt().order)[name] for name in FEATURES], dtype=np.float32)
        units = [(place, kind, text) for place, card in enumerate(cards) for kind, text in card.units()]
        self.owners = np.array([place for place, _, _ in units], dtype=np.int32)
        self.unit_kinds = np.array([kind for _, kind, _ in units])
        self.texts = [text for _, _, text in units]
        self.words = [tokens(text) for text in self.texts]
        self.by_text = {
            kind: _Group(self.owners, self.unit_kinds == kind, len(cards)) for kind in (TITLE, SENTENCE, QUESTION)
        }
        self._sentences: dict[int, tuple[sparse.csr_matrix, list[frozenset[str]]]] = {}
        self._beside: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._learn_words()

    def _learn_words(self) -> None:
        known = Counter(word for words in self.words for word in words)
        names = [(place, tokens(name)) for place, card in enumerate(self.cards) for name in card.names]
        known.update(word for _, words in names for word in words)
        self.spelling = Spelling(known, self.meaning.how_common)
        self.names = NameBook.of(names, self.meaning.how_common)
        held = [self.lexicon.terms(words) for words in self.words]
        common: dict[str, float] = {}
        for terms in held:
            for term, zipf in terms.items():
                common[term] = max(zipf, common.get(term, 0.0))
        of_record: list[set[str]] = [set() for _ in self.cards]
        for owner, terms in zip(self.owners, held, strict=True):
            of_record[owner].update(terms)
        for place, words in names:
            of_record[place].update(self.lexicon.terms(words))
        self.held_by = Counter(term for terms in of_record for term in terms)
        self.term_weights = Weights(len(self.cards), self.held_by, common)
        self._columns = {term: place for place, term in enumerate(self.held_by)}
        self.units = _incidence(held, self._columns)
        self.unit_weight = self.units @ self._dense(self.term_weights.known)
        extra = [Counter[str]() for _ in self.cards]
        for place, words in names:
            extra[place].update(self.lexicon.terms(words))
        ownership = sparse.csr_matrix(
            (np.ones(len(self.owners), np.float32), (self.owners, np.arange(len(self.owners)))),
            shape=(len(self.cards), len(self.owners)),
        )
        self.counts = (ownership @ self.units + _incidence(extra, self._columns)).tocsr()
        self.whole = (self.counts > 0).astype(np.float32)

    @cached_property
    def letters(self) -> Bags:
        """Return the pieces of the questions' words."""
        return Bags.of([self.words[place] for place in self._questions], letters)

    @cached_property
    def _questions(self) -> np.ndarray:
        return np.flatnonzero(self.unit_kinds == QUESTION)

    @cached_property
    def likelihood(self) -> Likelihood:
        """Return how likely words make each record."""
        bags: list[Counter[str]] = [Counter() for _ in self.cards]
        for owner, kind, words in zip(self.owners, self.unit_kinds, self.words, strict=True):
            for word, count in self._bag(words).items():
                bags[owner][word] += count * (TITLE_COUNTS if kind == TITLE else 1)
        return Likelihood.of(bags)

    def _bag(self, words: Sequence[str]) -> Counter[str]:
        stems = map(stem, words)
        return Counter(self.lexicon.same.get(each, each) for each in stems)

    @cached_property
    def senses(self) -> np.ndarray:
        """Return the meaning of each text, centred, of length one."""
        raw = np.array([self.meaning.sense(words) for words in self.words])
        self.mean_sense = _unit(raw).mean(axis=0)
        return _unit(_unit(raw) - self.mean_sense)

    @cached_property
    def kinds_held(self) -> list[frozenset[str]]:
        """Return the kinds of answer each record holds; what nobody knows holds those that its questions ask for."""
        return [
            frozenset(kind for question in card.questions if (kind := kinds.asked(question)))
            if card.unknown
            else frozenset().union(*map(kinds.held, card.sentences))
            for card in self.cards
        ]

    @cached_property
    def holders(self) -> Mapping[str, np.ndarray]:
        """Return, for each kind of answer, 1 for the records that hold it and −1 for the others."""
        every = {kind for held in self.kinds_held for kind in held}
        return {
            kind: np.array([1.0 if kind in held else -1.0 for held in self.kinds_held], dtype=np.float32)
            for kind in every
        }

    def read(self, text: str) -> Reading:
        """Return a question as the index reads it."""
        typed = tokens(text)
        words = self.spelling.read(typed)
        weights = {term: self.term_weights.of(term, zipf) for term, zipf in self.lexicon.terms(words).items()}
        counted = frozenset(self.lexicon.terms(self.spelling.read(tokens(kinds.focus(text)))))
        return Reading(words, weights, self.names.find(typed), kinds.asked(text), counted)

    def rank(self, asked: Asked, *, most: int = 5) -> list[Evidence]:
        """Return the likeliest records, best first."""
        return self.weigh(asked).ranked(most) if self.cards else []

    def weigh(self, asked: Asked, *, without: int | None = None, read: Reading | None = None) -> Weighed:
        """Return the score of every record; `without` leaves one text out, to learn from it; `read` is known already."""
        read = read or self.read(asked.text)
        table = self.features(asked, read, without=without)
        return Weighed(self.cards, table, table @ self.weights, read, self)

    def holds(self, term: str, *, by: Card | None = None) -> bool:
        """Tell whether a record holds a stem: any, or the one given."""
        column = self._columns.get(term)
        return column is not None and (by is None or bool(self.whole[self.place[by.id], column]))

    def held_in(self, rows: np.ndarray, term: str) -> bool:
        """Tell whether one of the records chosen (a row of booleans) holds a stem."""
        column = self._columns.get(term)
        return column is not None and bool(rows[self._rows_of(column)].any())

    def beginning(self, letters: str) -> list[str]:
        """Return the stems of the records that begin so."""
        return [term for term in self._columns if term.startswith(letters)]

    def _rows_of(self, column: int) -> np.ndarray:
        held = self._holders_of
        return np.asarray(held.indices[held.indptr[column] : held.indptr[column + 1]])

    @cached_property
    def _holders_of(self) -> sparse.csc_matrix:
        return self.whole.tocsc()

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Return the place of each record."""
        return {card.id: place for place, card in enumerate(self.cards)}

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
            term in self._columns and self.held_by[term] <= FEW and self.whole[place, self._columns[term]]
            for term in rare
        )

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """Return the words the records write without a capital: a name spelled like one, « humAIn », may be that word."""
        said = (text for text, kind in zip(self.texts, self.unit_kinds, strict=True) if kind == SENTENCE)
        return frozenset(fold(word) for text in said for word in re.findall(r"(?<![.\w])[a-zà-ÿ]+(?!\.?\w)", text))

    def states(self, read: Reading, card: Card) -> bool:
        """Tell whether one sentence of the record holds the kind of answer asked, and nearly all the question says."""
        units = np.flatnonzero((self.owners == self.place[card.id]) & (self.unit_kinds == SENTENCE))
        shared = (self.units[units] @ self._dense(read.terms)) / (read.total or 1.0)
        return any(
            share >= STATED and read.kind in kinds.held(self.texts[unit])
            for share, unit in zip(shared, units, strict=True)
        )

    def sentence(self, read: Reading, card: Card) -> int | None:
        """Return the place of the record's sentence that answers best; None when none stands out."""
        rows, held = self._sentences_of(self.place[card.id])
        shared = (rows @ self._dense(read.terms)) / (read.total or 1.0)
        apt = np.array([float(read.kind in each) for each in held])
        scores = shared + 0.35 * apt * (shared > 0)
        best = int(scores.argmax()) if len(scores) else 0
        return best if len(scores) and scores[best] > scores[0] + 0.15 else None

    def _sentences_of(self, place: int) -> tuple[sparse.csr_matrix, list[frozenset[str]]]:
        """Return the stems of each sentence of a record, and the kinds of answer each holds; worked out once."""
        if place not in self._sentences:
            units = np.flatnonzero((self.owners == place) & (self.unit_kinds == SENTENCE))
            self._sentences[place] = self.units[units], [kinds.held(self.texts[unit]) for unit in units]
        return self._sentences[place]

    def beside(self, card: Card) -> tuple[np.ndarray, np.ndarray]:
        """Return how much each record shares with one (topic, intents, names), and which are on its topic; worked out once."""
        if card.id not in self._beside:
            intents, names = set(card.intents), set(card.names)
            on_topic = np.array([each.topic == card.topic for each in self.cards])
            intent = np.array([not intents.isdisjoint(each.intents) for each in self.cards])
            name = np.array([not names.isdisjoint(each.names) for each in self.cards])
            self._beside[card.id] = on_topic.astype(np.int8) + intent + name, on_topic
        return self._beside[card.id]

    @cached_property
    def unknown(self) -> np.ndarray:
        """Return which records say that nobody knows."""
        return np.array([card.unknown for card in self.cards])

    def subject(self, text: str) -> str:
        """Return the words a question is about, that a second one may leave out: names first, else its rarest words."""
        typed = tokens(text)
        read = self.spelling.read(typed)
        forms = self.names.find(typed)
        named = {word for word in read if any(word in form for form in forms)}
        weights = {word: self._weight(word) for word in read}
        rare = {word for word in sorted(weights, key=lambda each: -weights[each])[:SUBJECT] if weights[word] > 0}
        return " ".join(word for word in read if word in (named or rare))

    def _weight(self, word: str) -> float:
        return max((self.term_weights.of(*each) for each in self.lexicon.terms([word]).items()), default=0.0)

    def intents_about(self, topic: str) -> list[str]:
        """Return the intents of a topic's records."""
        return [intent for intent, about in self._topic_of.items() if about == topic] or list(self._topic_of)

    def features(self, asked: Asked, read: Reading, *, without: int | None = None) -> np.ndarray:
        """Return what speaks for each record (cards × FEATURES); `without` leaves one text out, to learn from it."""
        said = self._said(read, without)
        likeness = self._likeness(read, without)
        columns = {**said, **likeness, **self._known(asked, read)}
        return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)

    def _said(self, read: Reading, without: int | None) -> dict[str, np.ndarray]:
        """Compare the words that count: with whole records, sentences, titles and questions."""
        query = self._dense(read.terms)
        total = read.total or 1.0
        shared = self.units @ query
        if without is not None:
            shared[without] = 0.0
        cover = self.whole @ query
        if without is not None:
            cover[self.owners[without]] = self._cover_without(without, query)
        alike = shared / np.sqrt(np.maximum(self.unit_weight, 1e-6) * total)
        saturated = shared / self._long / total
        return {
            "cover": cover / total,
            "sentence": np.minimum(self.by_text[SENTENCE].best(saturated), 1.5),
            "title": self.by_text[TITLE].best(alike),
            "form": self.by_text[QUESTION].best(alike),
        }

    @cached_property
    def _long(self) -> np.ndarray:
        """Return how much less a word counts in each text for its length."""
        lengths = self.unit_weight[self.unit_kinds == SENTENCE]
        return np.asarray(0.55 + 0.45 * (self.unit_weight / (lengths.mean() if len(lengths) else 1.0)))

    def _cover_without(self, without: int, query: np.ndarray) -> float:
        left = self.counts[self.owners[without]] - self.units[without]
        return float((left > 0).astype(np.float32).dot(query)[0])

    def _likeness(self, read: Reading, without: int | None) -> dict[str, np.ndarray]:
        """Compare the letters of the words, their likelihood, their meaning."""
        values = np.zeros(len(self.texts), dtype=np.float32)
        values[self._questions] = self.letters.likeness(read.words)
        found = {"letters": self._best(QUESTION, values, without)}
        senses = self.senses
        sense = _unit(self.meaning.sense(read.words)[None])
        near = senses @ _unit(sense - self.mean_sense)[0] if sense.any() else np.zeros(len(self.texts))
        found["sense_form"], found["sense_text"] = self._best(QUESTION, near, without), self._best(SENTENCE, near, None)
        bag = list(self._bag(read.words))
        found["likely"] = self.likelihood.of_words(bag)
        if without is not None:
            owner = int(self.owners[without])
            found["likely"][owner] = self.likelihood.without(bag, owner, self._bag(self.words[without]))
        return found

    def _best(self, kind: str, values: np.ndarray, without: int | None) -> np.ndarray:
        if without is not None:
            values = values.copy()
            values[without] = 0.0
        return self.by_text[kind].best(values)

    def _known(self, asked: Asked, read: Reading) -> dict[str, np.ndarray]:
        """Compare what was understood: names, kind of answer, intent, places and aids stated."""
        size = len(self.cards)
        name = np.zeros(size, dtype=np.float32)
        for holders in read.names.values():
            name[list(holders)] += 1.0 / len(holders) ** 0.5
        kind = self.holders.get(read.kind or "", np.zeros(size) if read.kind is None else np.full(size, 0.0))
        contradicts, suits = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        for place in set().union(*(self._selected_by.get(name, ()) for name in asked.facts)):
            contradicts[place] = self.cards[place].contradicts(asked.facts)
            suits[place] = self.cards[place].suits(asked.facts)
        chance, default = self._chances(asked.chances)
        return {
            "name": np.minimum(name, 1.5),
            "kind": kind,
            "intent": np.log(np.maximum(chance, FLOOR)) / -np.log(FLOOR),
            "default": default,
            "contradicts": contradicts,
            "suits": suits,
        }

    @cached_property
    def _selected_by(self) -> Mapping[str, frozenset[int]]:
        """Return, for each thing that may be stated, the records it selects or contradicts."""
        names = {name for card in self.cards for name in card.when}
        return {name: frozenset(place for place, card in enumerate(self.cards) if name in card.when) for name in names}

    @cached_property
    def _intents(self) -> Mapping[str, int]:
        return {intent: place for place, intent in enumerate(self._topic_of)}

    @cached_property
    def _of_intents(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return which intents each record answers, generally answers, or stands beside for want of one (topics)."""
        answered, general, beside = (
            np.zeros((len(self.cards), len(self._intents)), dtype=np.float32) for _ in range(3)
        )
        for place, card in enumerate(self.cards):
            answered[place, [self._intents[each] for each in card.intents]] = 1.0
            general[place, [self._intents[each] for each in card.default_of]] = 1.0
            if not card.intents:
                beside[
                    place, [self._intents[each] for each, topic in self._topic_of.items() if topic == card.topic]
                ] = 1.0
        return answered, general, beside

    def _chances(self, chances: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
        """Return the chance of each record's intents, and of those it is the general record of."""
        given = np.array([chances.get(intent, 0.0) for intent in self._intents], dtype=np.float32)
        answered, general, beside = self._of_intents
        if not len(given):
            return np.zeros(len(self.cards)), np.zeros(len(self.cards))
        likely = np.flatnonzero(given)
        best, usual = (
            (each[:, likely].T * given[likely, None]).max(axis=0, initial=0.0) for each in (answered, general)
        )
        return np.maximum(best, BESIDE * (beside @ given)), usual

    @cached_property
    def _topic_of(self) -> Mapping[str, str]:
        return {intent: card.topic for card in self.cards for intent in card.intents}

    def _dense(self, terms: Mapping[str, float]) -> np.ndarray:
        dense = np.zeros(len(self._columns), dtype=np.float32)
        for term, weight in terms.items():
            place = self._columns.get(term)
            if place is not None:
                dense[place] = weight
        return dense


class _Group:
    """The texts of one kind, grouped by record, so that each record's best is read at once."""

    def __init__(self, owners: np.ndarray, chosen: np.ndarray, records: int) -> None:
        self._places = np.flatnonzero(chosen)
        held = owners[self._places]
        self._starts = np.flatnonzero(np.r_[True, held[1:] != held[:-1]]) if len(held) else np.empty(0, dtype=int)
        self._records, self._owners = records, held[self._starts] if len(held) else held

    def best(self, values: np.ndarray) -> np.ndarray:
        """Return the greatest value of each record's texts, 0 where it has none."""
        found = np.zeros(self._records, dtype=np.float32)
        if len(self._places):
            found[self._owners] = np.maximum.reduceat(values[self._places], self._starts)
        return found


def _incidence(bags: Sequence[Any], columns: Mapping[str, int]) -> sparse.csr_matrix:
    """Return one line a bag, with 1 in the column of each of its terms."""
    places = [columns[term] for bag in bags for term in bag]
    ends = np.cumsum([0, *map(len, bags)])
    return sparse.csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(bags), len(columns)))


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), dtype=np.float32)
