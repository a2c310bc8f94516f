"""Decides what a question is answered with: the intent's general record, an exact one, two, or « je ne sais pas »."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nlu.selector import kinds
from nlu.selector.cards import Card
from nlu.selector.learnt import Learnt
from nlu.selector.reading import PRECISE
from nlu.selector.weighed import Evidence, Weighed

GENERAL, EXACT, TWO, UNKNOWN, NONE = "general", "exact", "two", "unknown", "none"
GAP, GAP_ELSEWHERE = 0.5, 1.0  # of score, to leave the general record
MUCH = 0.15  # coverage that a record adds, for any lead to be enough
ADDED, FAR = 0.02, 2.5  # coverage that counts as more; a lead that needs nothing else
LIKELY = 0.25  # chance of the answer, to leave the general record or to stand beside it
CLOSE = 0.9  # two records this near are both said
WHOLE, NEARLY, NAMED, AHEAD = 0.99, 0.8, 1.0, 4.0
"""Share of a title that a question says, and its weight, for the title to be what is asked; lead of the general record."""
WHY, BEHIND = "why", 2.0
"""Of score, that a record which holds the kind of answer asked may be behind one that does not."""
COUNTED = 1.5  # of score, that a record may be behind when it alone speaks of what is counted
UNNAMED = 1.0  # of score, that the general record may be behind
INSTEAD = 0.6  # chance of the answer, where an action would have found something itself
MEASURED = frozenset({"phone", "mail", "share", "money", "hour", "age"})
"""The kinds of answer that cannot be there unseen: a sum, a rate, a number to call."""
SHORT = 14  # words, where the whole message asks


@dataclass(frozen=True)
class Choice:
    """What to say: `kind` is one of the names above, `records` the ids, best first; `score` between 0 and 1.

    `sentence` is the place of the sentence that answers in the first record, `also` in the second; `lacking`, of what may be unknown, that
    the record surely holds no answer of the kind asked: a sum, a number to call.
    """

    kind: str
    records: tuple[str, ...] = ()
    score: float = 0.0
    sentence: int | None = None
    lacking: bool = False
    also: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the choice as a message carries it."""
        return {
            "kind": self.kind,
            "records": list(self.records),
            "score": round(self.score, 4),
            "sentence": self.sentence,
            "lacking": self.lacking,
            "also": self.also,
        }


def decide(weighed: Weighed, *, intent: str, general: Evidence | None, known: Learnt) -> Choice:
    """Return what an information question is answered with; `general` is what the intent alone would say."""
    titled = _titled(weighed, general)
    if titled is not None and not (weighed.read.kind in MEASURED and titled.why["kind"] < 0):
        return Choice(EXACT, (titled.card.id,), known.answered.of(weighed.signs(titled)))
    first = _named(weighed, _counting(weighed, weighed.first), general)
    stays = general is not None and not _leaves(weighed, first, general, intent=intent, known=known)
    said = general if general is not None and stays else first
    holding = holding_the_kind(weighed, said)
    return tell(weighed, holding or said, GENERAL if stays and holding is None else EXACT, known)


def instead(weighed: Weighed, known: Learnt, *, general: Evidence | None) -> Choice:
    """Return the exact record to say instead of what an action would do; none where the question is a general one."""
    first = weighed.first
    if general is not None and first.score - general.score <= GAP_ELSEWHERE:
        return Choice(NONE)
    if first.card.default_of or known.answered.of(weighed.signs(first)) < INSTEAD:
        return Choice(NONE)
    return tell(weighed, first, EXACT, known)


def _titled(weighed: Weighed, general: Evidence | None) -> Evidence | None:
    """« c'est quoi, la Cité de l'IA ? », « pourquoi Proch'IA ? »: the record whose title is what is asked, if one is."""
    read, records = weighed.read, weighed.selector
    defines, why = kinds.defines(read.text), read.kind == "why"
    if not (defines or why):
        return None
    least = WHOLE if defines else NEARLY
    asked = [
        place
        for place in np.flatnonzero(records.titles.said(read.terms) >= least)
        if records.titles.names_alone(int(place), why=why)
    ]
    best = max(asked, key=lambda place: (records.titles.weight(place), weighed.scores[place]), default=None)
    if best is None or records.titles.weight(best) < NAMED:
        return None
    return None if general is not None and general.score > weighed.scores[best] + AHEAD else weighed[int(best)]


def _counting(weighed: Weighed, first: Evidence) -> Evidence:
    """Return the likeliest record, or one close behind that speaks of what is counted where the first does not."""
    focus, index = weighed.read.focus, weighed.selector.index

    def speaks(each: Evidence) -> bool:
        return any(index.holds(term, by=each.card) for term in focus)

    if not focus or speaks(first):
        return first
    near = (each for each in weighed.ranked(3) if first.score - each.score < COUNTED and each.why["kind"] > 0)
    return next(filter(speaks, near), first)


def holding_the_kind(weighed: Weighed, said: Evidence) -> Evidence | None:
    """Return a record close behind that holds the kind of answer asked, and as much of the question, where the one chosen lacks it."""
    if weighed.read.kind not in PRECISE | {WHY} or said.why["kind"] >= 0:
        return None
    near = (each for each in weighed.ranked(6) if each.why["kind"] > 0 and said.score - each.score < BEHIND)
    return next((each for each in near if each.why["cover"] >= said.why["cover"]), None)


def _named(weighed: Weighed, first: Evidence, general: Evidence | None) -> Evidence:
    """Return the likeliest record; the general one, close behind, where nobody knows of something that was not named."""
    if general is None or not (first.card.unknown and general.card.unknown):
        return first
    titled = weighed.selector.index.titled[weighed.selector.place[first.card.id]]
    unnamed = titled - set(weighed.read.names)
    return general if unnamed and first.score - general.score < UNNAMED else first


def _leaves(weighed: Weighed, first: Evidence, general: Evidence, *, intent: str, known: Learnt) -> bool:
    """Tell whether a record is worth leaving the general one for: clearly ahead, and for something it adds."""
    gap = first.score - general.score
    needed = GAP if intent in first.card.intents else GAP_ELSEWHERE
    if first.why["cover"] - general.why["cover"] > MUCH:
        needed = 0.0
    if first.card.id == general.card.id or gap <= needed:
        return False
    least = 0.0 if gap > FAR else LIKELY
    return (adds_to(general, first) or gap > FAR) and known.answered.of(weighed.signs(first)) >= least


def tell(weighed: Weighed, said: Evidence, how: str, known: Learnt) -> Choice:
    """Return the choice; both records where two are close; a doubt where the record may not hold what is asked."""
    chance = known.answered.of(weighed.signs(said))
    sentence = weighed.selector.passages.answering(weighed.read, said.card)
    if not said.card.unknown and _doubted(weighed, said.card, chance, known):
        return Choice(UNKNOWN, (said.card.id,), chance, sentence, lacking=_surely_lacks(weighed, said.card))
    second = next((each for each in weighed.ranked(2) if each.card.id != said.card.id), None)
    if second is not None and _defines(weighed, said, second):
        return Choice(how, (second.card.id,), chance, weighed.selector.passages.answering(weighed.read, second.card))
    if second is None or not _close(said, second, weighed.read.kind) or not _likely(weighed, said, second, known, how):
        return Choice(how, (said.card.id,), chance, sentence)
    if how == EXACT and weighed.read.kind in PRECISE and said.why["kind"] < 0 < second.why["kind"]:
        return Choice(how, (second.card.id,), chance, weighed.selector.passages.answering(weighed.read, second.card))
    if not second.card.unknown and kinds.unheld(weighed.read.text, second.card.sentences):
        return (
            Choice(UNKNOWN, (second.card.id,), chance)
            if said.card.unknown
            else Choice(how, (said.card.id,), chance, sentence)
        )
    also = weighed.selector.passages.answering(weighed.read, second.card)
    return Choice(TWO, (said.card.id, second.card.id), chance, sentence, also=also or 0)


def _doubted(weighed: Weighed, card: Card, chance: float, known: Learnt) -> bool:
    """Tell whether the record may not hold what is asked: the kind of answer, or what the question takes for true."""
    read = weighed.read
    if _surely_lacks(weighed, card):
        return True
    unsure = chance < known.bounds["answered"] and read.kind in PRECISE
    return unsure and not weighed.selector.passages.states(read, card)


def _surely_lacks(weighed: Weighed, card: Card) -> bool:
    """Tell whether a record states nothing of what a question takes for true, or no measure of the kind it asks in short."""
    read, place = weighed.read, weighed.selector.place[card.id]
    if kinds.unheld(read.text, weighed.selector.about_the_same(read, card)):
        return True
    return read.kind in MEASURED and len(read.words) <= SHORT and weighed[place].why["kind"] < 0


def _defines(weighed: Weighed, said: Evidence, second: Evidence) -> bool:
    """« c'est quoi un data center ? » asks nothing that may be unknown: of two close records, the one that states something."""
    lacks = weighed.read.kind in MEASURED and second.why["kind"] < 0
    close = said.score - second.score < CLOSE and not lacks
    return close and said.card.unknown and not second.card.unknown and kinds.defines(weighed.read.text)


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
