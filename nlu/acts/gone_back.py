"""The bare number that a message goes back on: « ah en fait 12 », « bon on reste à 180 », « j'ai dit 1,2 mais c'est 1,5 million »."""

import re
from dataclasses import dataclass
from pathlib import Path

from nlu.acts.hypothesis import amends, corrects
from nlu.acts.instead import REFUSED, instead
from nlu.acts.questions import is_question
from nlu.entities.fields import named
from nlu.french import flat
from nlu.french.quantities import Number, numbers
from nlu.french.units import SCALES, unit
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
DENYING, COUNTED = re.compile(LISTS["denying"]), re.compile(LISTS["counted"])
LONGEST = 16
"""The words of a message that only goes back on a number."""


@dataclass(frozen=True)
class GoneBack:
    """Where the number said again stands, what it is worth, and the one it replaces; `denies`: what was noted is not so."""

    start: int
    end: int
    value: float
    instead_of: float | None
    denies: bool


def gone_back(text: str) -> GoneBack | None:
    """Return the number that the message goes back on; None where it asks, or says what the number is of."""
    pair = instead(text)
    if is_question(text) or len(text.split()) > LONGEST or not (pair or amends(text) or corrects(text)):
        return None
    said = flat(text)
    found = numbers(said)
    if not 0 < len(found) <= 2 or any(True for _ in named(text, [(each.start, each.end) for each in found])):
        return None
    before, last = pair or _as_said(said, found)
    after = unit(said, last.end)
    if COUNTED.match(said, after.end):
        return None
    old = _worth(said, before, after.scale) if before else None
    return GoneBack(last.start, after.end, after.worth(last), old, bool(DENYING.match(said)) or pair is not None)


def _as_said(said: str, found: list[Number]) -> tuple[Number | None, Number]:
    """« j'ai dit 60 000 pas 90 000 » says 60 000 again; « j'ai dit 75 000, c'est 57 000 » the second."""
    if len(found) < 2:
        return None, found[0]
    return (found[1], found[0]) if REFUSED.search(said[: found[1].start]) else (found[0], found[1])


def _worth(said: str, number: Number, scale: str) -> float:
    """« j'ai dit 1,2 mais c'est 1,5 million »: the first is in millions too."""
    own = unit(said, number.end)
    return own.worth(number) if own.scale or own.euros else number.value * SCALES.get(scale, 1)
