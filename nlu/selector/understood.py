"""Compares what the other steps understood of a question with the records: names, kind of answer, intent, facts stated."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from nlu.selector import kinds
from nlu.selector.cards import Card
from nlu.selector.grouped import Held
from nlu.selector.index import Index
from nlu.selector.reading import Reading

BESIDE = 0.3  # what the chance of a topic is worth to a record that has no intent
FLOOR = 1e-3  # of an intent's chance
MOST_NAMED = 1.5


class Understood:
    """The signs `name`, `kind`, `intent`, `default`, `contradicts` and `suits`, one value a record."""

    def __init__(self, index: Index, topic_of: Mapping[str, str]) -> None:
        self._cards, self._index, self._topic_of = index.cards, index, topic_of
        self._intents = {intent: place for place, intent in enumerate(topic_of)}

    def signs(self, read: Reading, chances: Mapping[str, float], facts: Mapping[str, Any]) -> dict[str, np.ndarray]:
        """Return the signs of a question, given the chance of each intent and what is stated."""
        size = len(self._cards)
        name = np.zeros(size, dtype=np.float32)
        for said, holders in read.names.items():
            name[list(holders)] += 1.0 / self._index.said_by(said) ** 0.5
        contradicts, suits = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        for place in set().union(*(self._selected_by.get(name, ()) for name in facts)):
            contradicts[place] = self._cards[place].contradicts(facts)
            suits[place] = self._cards[place].suits(facts)
        chance, default = self._chances(chances)
        return {
            "name": np.minimum(name, MOST_NAMED),
            "kind": self._holders.get(read.kind or "", np.zeros(size)),
            "intent": np.log(np.maximum(chance, FLOOR)) / -np.log(FLOOR),
            "default": default,
            "contradicts": contradicts,
            "suits": suits,
        }

    @cached_property
    def _holders(self) -> Mapping[str, np.ndarray]:
        """Return, for each kind of answer, 1 for the records that hold it and −1 for the others."""
        held = [_kinds_held(card) for card in self._cards]
        return {
            kind: np.array([1.0 if kind in each else -1.0 for each in held], dtype=np.float32)
            for kind in set().union(*held)
        }

    @cached_property
    def _selected_by(self) -> Mapping[str, frozenset[int]]:
        """Return, for each thing that may be stated, the records it selects or contradicts."""
        names = {name for card in self._cards for name in card.when}
        return {name: frozenset(place for place, card in enumerate(self._cards) if name in card.when) for name in names}

    @cached_property
    def _of_intents(self) -> tuple[Held, Held, np.ndarray]:
        """Return which intents each record answers, generally answers, or stands beside for want of one (topics)."""
        beside = np.zeros((len(self._cards), len(self._intents)), dtype=np.float32)
        for place, card in enumerate(self._cards):
            on_topic = [self._intents[each] for each, topic in self._topic_of.items() if topic == card.topic]
            beside[place, [] if card.intents else on_topic] = 1.0
        answered = Held.of([[self._intents[each] for each in card.intents] for card in self._cards])
        general = Held.of([[self._intents[each] for each in card.default_of] for card in self._cards])
        return answered, general, beside

    def _chances(self, chances: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
        """Return the chance of each record's intents, and of those it is the general record of."""
        given = np.array([chances.get(intent, 0.0) for intent in self._intents], dtype=np.float32)
        answered, general, beside = self._of_intents
        return np.maximum(answered.best(given), BESIDE * (beside @ given)), general.best(given)


def _kinds_held(card: Card) -> frozenset[str]:
    """Return the kinds of answer a record holds; what nobody knows holds those that its questions ask for."""
    if card.unknown:
        return frozenset(kind for question in card.questions if (kind := kinds.asked(question)))
    return frozenset().union(*map(kinds.held, card.sentences))
