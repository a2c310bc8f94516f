"""Which of the likeliest records a question that goes on is aimed at: one on what was said, never on another town, aid or tool."""

from collections.abc import Callable

import numpy as np

from nlu.selector import subjects
from nlu.selector.leaning import names_its_subject
from nlu.selector.reading import PRECISE
from nlu.selector.talk import Talk
from nlu.selector.weighed import Weighed

NEAREST = 6  # records looked at
LIKELY, CERTAIN = 0.35, 0.6
"""Chance that a record on nothing named holds the answer, and one titled by another name, to be told after what was said."""
WHY = "why"

HoldsOf = Callable[[int], float]
"""The chance that the record at a place holds the answer."""


def aimed(alone: Weighed, scores: np.ndarray, talked: Talk, holds_of: HoldsOf) -> tuple[int, float]:
    """Return the place of the record that a question is aimed at, and the chance that it holds the answer.

    The one just said, with no chance, where every likely record is on something else.
    """
    last = alone.selector.place[talked.last.id]
    best, *others = map(int, np.argsort(-scores, kind="stable")[:NEAREST])
    holds = holds_of(best)
    if _bare(alone, best, last, holds):
        return last, 0.0
    if subjects.about(alone, talked.last, best) or _asked_by_itself(alone, talked, best, holds):
        return best, holds
    chances = (
        (place, holds_of(place))
        for place in others
        if np.isfinite(scores[place]) and place != last and subjects.about(alone, talked.last, place)
    )
    return next((each for each in chances if each[1] >= LIKELY), (last, 0.0))


def _bare(alone: Weighed, place: int, last: int, holds: float) -> bool:
    """« pourquoi ? », « depuis quand ? » name nothing: another record answers only where it gives what they ask."""
    if alone.read.terms or place == last or alone.read.kind is None:
        return False
    if alone.read.kind == WHY:
        return place not in alone.selector.giving_reasons
    return alone.read.kind in PRECISE and alone[place].why["kind"] <= 0 and holds < LIKELY


def _asked_by_itself(alone: Weighed, talked: Talk, place: int, holds: float) -> bool:
    """« c'est voté quand ? », after one priority: the words alone ask for that record, on the same topic.

    Of one town, what is known of the region is no answer.
    """
    found = alone.cards[place]
    titled = alone.selector.index.titled[place]
    asked = "commune" not in talked.kept and found.topic == talked.last.topic and alone.first.card is found
    if titled:
        return asked and holds >= CERTAIN and names_its_subject(alone.read)
    return asked and holds >= LIKELY
