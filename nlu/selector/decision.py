"""Decides what a question is answered with: the intent's general record, an exact one, two, or « je ne sais pas »."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlu.selector.ranking import Evidence

GENERAL, EXACT, TWO, UNKNOWN, NONE = "general", "exact", "two", "unknown", "none"
PRECISE = frozenset({"phone", "mail", "share", "money", "number", "when", "where", "who"})
"""The kinds of answer that a text either holds or does not."""


@dataclass(frozen=True)
class Bounds:
    """Where one decision ends and the next begins; docs/nlu.md says what each was read on."""

    gap: float = 0.5  # of score, to leave the general record of the intent
    gap_elsewhere: float = 1.0  # … for the record of another intent
    close: float = 0.35  # two records this near are both said
    resembles: float = 0.55  # a question this like one of a record's own is answered by it
    covered: float = 0.5  # of a question's words, to call back what seemed out of scope
    least: float = 2.5  # score below which nothing exact is said


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
        return {"kind": self.kind, "records": list(self.records), "score": round(self.score, 4), "sentence": self.sentence}


def decide(
    ranked: Sequence[Evidence], *, intent: str, general: Evidence | None, kind: str | None, bounds: Bounds = Bounds()
) -> Choice:
    """Return what an information question is answered with; `general` is what the intent alone would say."""
    if not ranked:
        return Choice(NONE)
    first = ranked[0]
    if general is not None and not _leaves(first, general, intent, bounds):
        return _known(general, kind, GENERAL, bounds)
    if general is None and first.score < bounds.least:
        return Choice(UNKNOWN, (first.card.id,), first.chance)
    return _known(first, kind, EXACT, bounds)


def calls_back(first: Evidence, *, rare: bool, bounds: Bounds = Bounds()) -> bool:
    """Tell whether a record answers what seemed out of scope: a rare name of it, and half of the question."""
    return rare and first.why["cover"] >= bounds.covered and first.score >= bounds.least


def _leaves(first: Evidence, general: Evidence, intent: str, bounds: Bounds) -> bool:
    if first.card.id == general.card.id:
        return False
    gap = bounds.gap if intent in first.card.intents else bounds.gap_elsewhere
    return first.score - general.score > gap


def _known(said: Evidence, kind: str | None, how: str, bounds: Bounds) -> Choice:
    """Return the choice, or « je ne sais pas » where the record holds no answer of the kind asked for."""
    lacks = kind in PRECISE and said.why["kind"] < 0 and not said.card.unknown
    if lacks and resemblance(said) < bounds.resembles:
        return Choice(UNKNOWN, (said.card.id,), said.chance)
    return Choice(how, (said.card.id,), said.chance)


def resemblance(said: Evidence) -> float:
    """Return how much a question is like one of the record's own, 0 to 1."""
    return max(said.why["form"], said.why["wording"])
