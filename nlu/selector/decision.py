"""Decides what a question is answered with: the intent's general record, an exact one, two, or « je ne sais pas »."""

from dataclasses import dataclass
from typing import Any

from nlu.selector.learnt import Learnt
from nlu.selector.ranking import PRECISE, Evidence, Weighed

GENERAL, EXACT, TWO, UNKNOWN, NONE = "general", "exact", "two", "unknown", "none"
GAP, GAP_ELSEWHERE = 0.5, 1.0


@dataclass(frozen=True)
class Choice:
    """What to say: `kind` is one of the names above, `records` the ids, best first; `score` between 0 and 1.

    `sentence` is the place of the sentence that answers in the first record.
    """

    kind: str
    records: tuple[str, ...] = ()
    score: float = 0.0
    sentence: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "records": list(self.records),
            "score": round(self.score, 4),
            "sentence": self.sentence,
        }


def decide(weighed: Weighed, *, intent: str, general: Evidence | None, known: Learnt) -> Choice:
    """Return what an information question is answered with; `general` is what the intent alone would say."""
    first = weighed.first
    if general is not None and not _leaves(first, general, intent):
        return _said(weighed, general, GENERAL, known)
    return _said(weighed, first, EXACT, known)


def called_back(weighed: Weighed, known: Learnt) -> Choice:
    """Return the record that answers what seemed out of scope or unclear, if one surely does."""
    first = weighed.first
    chance = known.ours.of(weighed.signs(first))
    return _said(weighed, first, EXACT, known) if chance >= known.bounds["ours"] else Choice(NONE, (), chance)


def _leaves(first: Evidence, general: Evidence, intent: str) -> bool:
    if first.card.id == general.card.id:
        return False
    return first.score - general.score > (GAP if intent in first.card.intents else GAP_ELSEWHERE)


def _said(weighed: Weighed, said: Evidence, how: str, known: Learnt) -> Choice:
    """Return the choice, or « je ne sais pas » where the record is not likely to hold what is asked."""
    chance = known.answered.of(weighed.signs(said))
    doubtful = chance < known.bounds["answered"] and weighed.read.kind in PRECISE and not said.card.unknown
    sentence = weighed.selector.sentence(weighed.read, said.card)
    return Choice(UNKNOWN if doubtful else how, (said.card.id,), chance, sentence)
