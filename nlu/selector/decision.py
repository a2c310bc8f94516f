"""Decides what a question is answered with: the intent's general record, an exact one, two, or « je ne sais pas »."""

from dataclasses import dataclass
from typing import Any

from nlu.selector import kinds
from nlu.selector.cards import Card
from nlu.selector.learnt import Learnt
from nlu.selector.reading import PRECISE
from nlu.selector.weighed import Evidence, Weighed

GENERAL, EXACT, TWO, UNKNOWN, NONE = "general", "exact", "two", "unknown", "none"
GAP, GAP_ELSEWHERE = 0.5, 1.0  # of score, to leave the general record
ADDED, FAR = 0.02, 2.5  # coverage that counts as more; a lead that needs nothing else
LIKELY = 0.25  # chance of the answer, to leave the general record or to stand beside it
CLOSE = 0.9  # two records this near are both said
COUNTED = 1.5  # of score, that a record may be behind when it alone speaks of what is counted
COVERED, NAMED = 0.5, 0.5  # share of the question, chance that it is ours, where a rare name is written
INSTEAD = 0.6  # chance of the answer, where an action would have found something itself
MEASURED = frozenset({"phone", "mail", "share", "money", "hour"})
"""The kinds of answer that cannot be there unseen: a sum, a rate, a number to call."""
SHORT = 14  # words, where the whole message asks
OF_OURS = 0.8  # chance that a message which another intent claims is a question about the records
NEARLY_OURS, HELD = 0.85, 0.7  # both chances together: 0.6 % of 700 taught sentences on other subjects pass
UNCLEAR = 0.4  # chance of the answer, where the intent is one of ours but unclear


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
    first = _counting(weighed, weighed.first)
    if general is not None and not _leaves(weighed, first, general, intent=intent, known=known):
        return _said(weighed, general, GENERAL, known)
    return _said(weighed, first, EXACT, known)


def called_back(weighed: Weighed, known: Learnt, *, ours: bool, claimed: bool = False) -> Choice:
    """Return the record that answers what seemed out of scope, or unclear though `ours`, if one surely does.

    `claimed` says that it was understood as something else of the service: the bar is then lower.
    """
    first, read = weighed.first, weighed.read
    if not read.names and all(term.isdigit() for term in read.terms):
        return Choice(NONE)
    signs = weighed.signs(first)
    chance = known.ours.of(signs)
    named = (
        chance >= NAMED and first.why["cover"] >= COVERED and weighed.selector.index.speaks_of(weighed.read, first.card)
    )
    if (
        chance >= (OF_OURS if claimed else known.bounds["ours"])
        or named
        or (ours and known.answered.of(signs) >= UNCLEAR)
    ):
        return _said(weighed, first, EXACT, known)
    return Choice(NONE, (), chance)


def instead(weighed: Weighed, known: Learnt, *, general: Evidence | None) -> Choice:
    """Return the exact record to say instead of what an action would do; none where the question is a general one."""
    first = weighed.first
    if general is not None and first.score - general.score <= GAP_ELSEWHERE:
        return Choice(NONE)
    if first.card.default_of or known.answered.of(weighed.signs(first)) < INSTEAD:
        return Choice(NONE)
    return _said(weighed, first, EXACT, known)


def _counting(weighed: Weighed, first: Evidence) -> Evidence:
    """Return the likeliest record, or one close behind that speaks of what is counted where the first does not."""
    focus, index = weighed.read.focus, weighed.selector.index

    def speaks(each: Evidence) -> bool:
        return any(index.holds(term, by=each.card) for term in focus)

    if not focus or speaks(first):
        return first
    near = (each for each in weighed.ranked(3) if first.score - each.score < COUNTED and each.why["kind"] > 0)
    return next(filter(speaks, near), first)


def _leaves(weighed: Weighed, first: Evidence, general: Evidence, *, intent: str, known: Learnt) -> bool:
    """Tell whether a record is worth leaving the general one for: clearly ahead, and for something it adds."""
    gap = first.score - general.score
    if first.card.id == general.card.id or gap <= (GAP if intent in first.card.intents else GAP_ELSEWHERE):
        return False
    least = 0.0 if gap > FAR else LIKELY
    return (adds_to(general, first) or gap > FAR) and known.answered.of(weighed.signs(first)) >= least


def _said(weighed: Weighed, said: Evidence, how: str, known: Learnt) -> Choice:
    """Return the choice; both records where two are close; a doubt where the record may not hold what is asked."""
    chance = known.answered.of(weighed.signs(said))
    sentence = weighed.selector.passages.sentence(weighed.read, said.card)
    if not said.card.unknown and _doubted(weighed, said.card, chance, known):
        return Choice(UNKNOWN, (said.card.id,), chance, sentence)
    second = next((each for each in weighed.ranked(2) if each.card.id != said.card.id), None)
    if second is None or not _close(said, second, weighed.read.kind) or not _likely(weighed, said, second, known, how):
        return Choice(how, (said.card.id,), chance, sentence)
    if how == EXACT and weighed.read.kind in PRECISE and said.why["kind"] < 0 < second.why["kind"]:
        return Choice(how, (second.card.id,), chance, weighed.selector.passages.sentence(weighed.read, second.card))
    if not second.card.unknown and kinds.unheld(weighed.read.text, second.card.sentences):
        return (
            Choice(UNKNOWN, (second.card.id,), chance)
            if said.card.unknown
            else Choice(how, (said.card.id,), chance, sentence)
        )
    return Choice(TWO, (said.card.id, second.card.id), chance, sentence)


def _doubted(weighed: Weighed, card: Card, chance: float, known: Learnt) -> bool:
    """Tell whether the record may not hold what is asked: the kind of answer, or what the question takes for true."""
    read = weighed.read
    if kinds.unheld(read.text, card.sentences):
        return True
    if read.kind in MEASURED and weighed[weighed.selector.place[card.id]].why["kind"] < 0 and len(read.words) <= SHORT:
        return True
    unsure = chance < known.bounds["answered"] and read.kind in PRECISE
    return unsure and not weighed.selector.passages.states(read, card)


def _likely(weighed: Weighed, said: Evidence, second: Evidence, known: Learnt, how: str) -> bool:
    """Tell whether a second record is worth its place; after the general one, only if it likely holds more of it.

    One that says what is not known is worth it only where the first lacks the kind of answer asked.
    """
    if second.card.unknown and (weighed.read.kind not in PRECISE or said.why["kind"] > 0):
        return False
    return how != GENERAL or (adds_to(said, second) and known.answered.of(weighed.signs(second)) >= LIKELY)


def adds_to(said: Evidence, second: Evidence) -> bool:
    """Tell whether a record covers words of the question that another leaves aside, or gives the kind of answer asked."""
    return second.why["cover"] > said.why["cover"] + ADDED or second.why["kind"] > said.why["kind"]


def _close(said: Evidence, second: Evidence, kind: str | None) -> bool:
    """Tell whether another record may be the one asked for just as well, and may hold an answer of the kind asked."""
    lacks = kind in PRECISE and second.why["kind"] < 0
    return abs(said.score - second.score) < CLOSE and not second.card.default_of and not lacks
