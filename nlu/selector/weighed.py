"""A question weighed against every record: how well each answers it, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from nlu.selector.cards import Card, values
from nlu.selector.reading import PRECISE, Reading
from nlu.selector.records import Records

FEATURES = (
    "cover", "akin", "sentence", "title", "form", "letters", "likely", "sense_form", "sense_text", "name", "kind", "intent", "default", "contradicts", "suits",
)  # fmt: skip


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
    read: Reading
    selector: Records

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

    def again(self, weights: np.ndarray, *, without: int | np.ndarray | None = None) -> "Weighed":
        """Return the scores by other weights, without one record or those of a row of booleans."""
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
        known = sum(weight for term, weight in self.read.terms.items() if self.selector.index.holds(term))
        held = {term for term in self.read.focus if self.selector.index.holds(term, by=said.card)}
        return {
            **said.why,
            "score": said.score,
            "gap": said.score - best_other,
            "chance": said.chance,
            "stated": self.selector.passages.stated(self.read, said.card),
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
            place
            for place in self.selector.answering.get(intent, ())
            if all(facts.get(name) in values(wanted) for name, wanted in self.cards[place].when.items())
        ]
        best = max(suited, key=lambda place: self.cards[place].rank, default=None)
        return None if best is None else self[best]
