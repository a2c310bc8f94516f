"""Calls back what seemed to be no question of ours, or an unclear one, where the records surely answer it or are named in it."""

from dataclasses import replace

from nlu.selector import kinds
from nlu.selector.decision import EXACT, NONE, UNKNOWN, Choice, holding_the_kind, tell
from nlu.selector.learnt import Learnt
from nlu.selector.reading import PRECISE
from nlu.selector.weighed import Evidence, Weighed

COVERED, NAMED = 0.5, 0.5  # share of the question, chance that it is ours, where a rare name is written
OF_OURS = 0.8  # chance that a message which another intent claims is a question about the records
UNCLEAR = 0.4  # chance of the answer, where the intent is one of ours but unclear
NEARLY_OURS, HELD, APART = 0.8, 0.5, 2.0
"""Chances that it is ours and that the record answers, and its lead: 0 of 387 messages on other subjects, written apart, pass."""
WHOLE = 0.95  # share of the question that one of the record's own holds
WHO = "who"
TELLING, REPEATED = 4.0, 0.75  # weight of the words quoted, share of them that one text of a record holds
DOUBTFUL, ONE_OF_OURS = 0.8, 0.95
"""Chances of « another subject » below which a likely record, or a name only we say, counts."""


def called_back(
    weighed: Weighed, known: Learnt, *, ours: bool, claimed: bool = False, elsewhere: float = 1.0, placed: bool = False
) -> Choice:
    """Return the record that answers what seemed out of scope, or unclear though `ours`, if one surely does.

    `claimed` says that it was understood as something else of the service: the bar is then lower. `elsewhere` is the
    chance that it is on another subject, `placed` whether it names a town: a town is no name of ours.
    """
    first, read = holding_the_kind(weighed, weighed.first) or weighed.first, weighed.read
    if not read.names and all(term.isdigit() for term in read.terms):
        return Choice(NONE)
    place = weighed.selector.place[first.card.id]
    if placed and elsewhere >= DOUBTFUL and not any(place in holders for holders in read.names.values()):
        return Choice(NONE)
    signs = weighed.signs(first)
    chance = known.ours.of(signs)
    if chance >= (OF_OURS if claimed else known.bounds["ours"]) or _named(weighed, first, chance):
        return tell(weighed, first, EXACT, known)
    answered = known.answered.of(signs)
    if (ours and answered >= UNCLEAR) or _surely(first, signs["gap"], chance, answered):
        return tell(weighed, first, EXACT, known)
    if claimed or ours:
        return Choice(NONE, (), chance)
    if said := _quoted(weighed):
        return replace(tell(weighed, said, EXACT, known), sentence=None)  # who said it comes first
    if chance >= NEARLY_OURS and elsewhere < DOUBTFUL:
        return _nearest(weighed, first, known)
    named = _of_a_name_of_ours(weighed) if elsewhere < ONE_OF_OURS and not placed else None
    return _nearest(weighed, named, known) if named else Choice(NONE, (), chance)


def _named(weighed: Weighed, first: Evidence, chance: float) -> bool:
    speaks = weighed.selector.index.speaks_of(weighed.read, first.card)
    return chance >= NAMED and first.why["cover"] >= COVERED and speaks


def _surely(first: Evidence, lead: float, chance: float, answered: float) -> bool:
    """Tell whether a record leads and answers; one whose own question holds every word needs no likely subject beside."""
    asked = first.why["form"] >= WHOLE and first.why["cover"] >= WHOLE
    ours = chance >= (NAMED if asked else NEARLY_OURS)
    return ours and answered >= HELD and lead >= APART and first.why["cover"] >= COVERED


def _quoted(weighed: Weighed) -> Evidence | None:
    """Return the record that holds the words a question quotes to ask whose they are: « … », c'est de qui ?"""
    found = kinds.quoted(weighed.read.text) if weighed.read.kind == WHO else None
    index = weighed.selector.index
    quoted = index.read(found) if found else None
    if quoted is None or quoted.total < TELLING:
        return None
    shared = index.in_texts(quoted.terms) / quoted.total
    best = int(shared.argmax())
    return weighed[int(index.owners[best])] if shared[best] >= REPEATED else None


def _of_a_name_of_ours(weighed: Weighed) -> Evidence | None:
    """Return the likeliest record that a name only we say is of: « monsieur Desrousseaux il fait quoi »."""
    holders = weighed.selector.index.own_names(weighed.read)
    return max((weighed[place] for place in holders), key=lambda each: each.score, default=None)


def _nearest(weighed: Weighed, said: Evidence, known: Learnt) -> Choice:
    """Return the record as the answer, or as what is nearest where it hardly holds one."""
    chance = known.answered.of(weighed.signs(said))
    lacks = weighed.read.kind in PRECISE and said.why["kind"] < 0
    if not said.card.unknown and (chance < UNCLEAR or lacks):
        return Choice(UNKNOWN, (said.card.id,), chance)
    return tell(weighed, said, EXACT, known)
