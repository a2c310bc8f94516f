"""Ranks the records by how well each answers a question, from what the records hold at this moment."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from nlu.meaning.table import Table
from nlu.selector.akin import Akin
from nlu.selector.cards import Card
from nlu.selector.index import Index
from nlu.selector.learnt import learnt
from nlu.selector.likeness import Likeness
from nlu.selector.overlap import Overlap
from nlu.selector.passages import Passages
from nlu.selector.reading import Reading
from nlu.selector.terms import Lexicon
from nlu.selector.understood import Understood
from nlu.selector.weighed import FEATURES, Asked, Evidence, Weighed


class Selector:
    """What compares a question with cards; read-only, built anew when the records change."""

    def __init__(
        self,
        cards: Sequence[Card],
        *,
        lexicon: Lexicon,
        meaning: Table,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.index = Index(cards, lexicon=lexicon, meaning=meaning)
        self.cards, self.place, self.passages = self.index.cards, self.index.place, Passages(self.index)
        self.weights = np.array([(weights or learnt().order)[name] for name in FEATURES], dtype=np.float32)
        self._akin = Akin(self.index)
        self._overlap, self._likeness, self._understood = (
            Overlap(self.index), Likeness(self.index), Understood(self.index),
        )  # fmt: skip
        self._beside: dict[str, tuple[np.ndarray, np.ndarray]] = {}

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
        return Weighed(self.cards, table, table @ self.weights, read, self)

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

    def intents_about(self, topic: str) -> list[str]:
        """Return the intents of a topic's records."""
        every = self._understood.topic_of
        return [intent for intent, about in every.items() if about == topic] or list(every)
