"""The records side by side: the words of each, what it states, and what it shares with another; read-only."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from scipy import sparse

from nlu.french import tokens
from nlu.selector import kinds
from nlu.selector.cards import Card
from nlu.selector.index import Index
from nlu.selector.passages import Passages
from nlu.selector.reading import Reading
from nlu.selector.titles import Titles


class Records:
    """What is held, and how much each sign counts, whatever is asked; a place is that of a card among `cards`."""

    def __init__(self, index: Index, weights: np.ndarray) -> None:
        self.weights = weights
        self.index, self.cards, self.place, self.passages = index, index.cards, index.place, Passages(index)
        self._beside: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._alike: dict[int, np.ndarray] = {}
        self._shared: dict[tuple[int, int], tuple[np.ndarray, np.ndarray]] = {}

    def about_the_same(self, read: Reading, card: Card) -> tuple[str, ...]:
        """Return the sentences of a record, without those that name others where a question names somebody or something."""
        asked, find = set(read.names), self.index.names.find
        others = [asked and (names := set(find(tokens(each)))) and not names & asked for each in card.sentences]
        return tuple(each for each, of_others in zip(card.sentences, others, strict=True) if not of_others)

    def beside(self, card: Card) -> tuple[np.ndarray, np.ndarray]:
        """Return how much each record shares with one (topic, intents, names), and which are on its topic; worked out once."""
        if card.id not in self._beside:
            intents, names = set(card.intents), set(card.names)
            on_topic = np.array([each.topic == card.topic for each in self.cards])
            intent = np.array([not intents.isdisjoint(each.intents) for each in self.cards])
            name = np.array([not names.isdisjoint(each.names) for each in self.cards])
            self._beside[card.id] = on_topic.astype(np.int8) + intent + name, on_topic
        return self._beside[card.id]

    def shared(self, last: int, begun: int) -> tuple[np.ndarray, np.ndarray]:
        """Return which records answer an intent of the one at `last`, and which are titled by a name of either; worked out once."""
        if (last, begun) not in self._shared:
            names, intents = self.index.titled[last] | self.index.titled[begun], set(self.cards[last].intents)
            rows = (
                [not intents.isdisjoint(each.intents) for each in self.cards],
                [not names.isdisjoint(each) for each in self.index.titled],
            )
            self._shared[last, begun] = np.array(rows[0], dtype=np.float32), np.array(rows[1], dtype=np.float32)
        return self._shared[last, begun]

    @cached_property
    def titles(self) -> Titles:
        """Return what each record is about."""
        return Titles(self.index)

    def alike(self, place: int) -> np.ndarray:
        """Return how much each record says the same words as one, 0 to 1; 0 for itself."""
        if place not in self._alike:
            row = np.asarray(self._directions[place].todense()).ravel()
            found = np.asarray(self._directions @ row, dtype=np.float32)
            found[place] = 0.0
            self._alike[place] = found
        return self._alike[place]

    @cached_property
    def _directions(self) -> sparse.csr_matrix:
        weighed = self.index.whole.multiply(self.index.dense(self.index.term_weights.known)).tocsr()
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        return sparse.diags(1.0 / np.maximum(lengths, 1e-6)) @ weighed

    @cached_property
    def answering(self) -> Mapping[str, list[int]]:
        """Return the places of the records that answer each intent."""
        found: dict[str, list[int]] = {}
        for place, card in enumerate(self.cards):
            for intent in card.intents:
                found.setdefault(intent, []).append(place)
        return found

    @cached_property
    def unknown(self) -> np.ndarray:
        """Return which records say that nobody knows."""
        return np.array([card.unknown for card in self.cards])

    @cached_property
    def giving_reasons(self) -> frozenset[int]:
        """Return the places of the records that a question of why is asked of."""
        return frozenset(
            place
            for place, card in enumerate(self.cards)
            if any(kinds.asked(each) == "why" for each in (card.title, *card.questions))
        )

    @cached_property
    def alarming(self) -> list[int]:
        """Return the places of the records for somebody in danger."""
        return [place for place, card in enumerate(self.cards) if card.alarming]

    @cached_property
    def topic_of(self) -> Mapping[str, str]:
        """Return the topic of each intent that a record answers."""
        return {intent: card.topic for card in self.cards for intent in card.intents}

    def intents_about(self, topic: str) -> list[str]:
        """Return the intents of a topic's records; every one where it has none."""
        return [intent for intent, about in self.topic_of.items() if about == topic] or list(self.topic_of)
