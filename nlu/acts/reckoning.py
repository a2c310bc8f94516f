"""A sum a person has checked: « 60 % de 75 000, ça fait bien 45 000, non ? » asks for arithmetic, and says nothing of the case."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nlu.french import flat
from nlu.french.quantities import Number, numbers
from nlu.french.units import unit
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
EQUALS, CLAIMED_FIRST, AROUND = (re.compile(LISTS[name]) for name in ("equals", "claimed_first", "around"))
OPERATIONS: Mapping[str, Callable[[float, float], float]] = {
    "percent": lambda left, right: left * right / 100,
    "times": operator.mul,
    "divided": lambda left, right: left / right if right else 0.0,
    "plus": operator.add,
    "minus": operator.sub,
}
PERCENT = re.compile(LISTS["in_words"])
"""« pour cent » holds a number of its own."""
SIGNS = {name: re.compile(LISTS[name]) for name in OPERATIONS}


@dataclass(frozen=True)
class Reckoning:
    """A calculation as it was written, what it is worth, and what the person says it is worth (None: they ask)."""

    said: str
    value: float
    claimed: float | None


@dataclass(frozen=True)
class _Term:
    start: int
    end: int
    value: float


def reckons(text: str) -> Reckoning | None:
    """Return the calculation that is all a message asks for; None for anything else."""
    if "?" not in text:
        return None
    said = PERCENT.sub(lambda found: "%".ljust(len(found.group())), flat(text))
    terms = [_term(said, each) for each in numbers(said)]
    if len(terms) not in (2, 3):
        return None
    return next(
        (found for found in (_claimed_last(said, text, terms), _claimed_first(said, text, terms)) if found), None
    )


def _term(said: str, number: Number) -> _Term:
    after = unit(said, number.end)
    return _Term(number.start, after.end, after.worth(number))


def _claimed_last(said: str, text: str, terms: list[_Term]) -> Reckoning | None:
    left, right, claimed = terms[0], terms[1], terms[2] if len(terms) > 2 else None
    if claimed and not EQUALS.fullmatch(said, right.end, claimed.start):
        return None
    return _reckoned(said, text, left, right, claimed)


def _claimed_first(said: str, text: str, terms: list[_Term]) -> Reckoning | None:
    if len(terms) < 3 or not CLAIMED_FIRST.fullmatch(said, terms[0].end, terms[1].start):
        return None
    return _reckoned(said, text, terms[1], terms[2], terms[0])


def _reckoned(said: str, text: str, left: _Term, right: _Term, claimed: _Term | None) -> Reckoning | None:
    sign = next((name for name, pattern in SIGNS.items() if pattern.fullmatch(said, left.end, right.start)), None)
    ends = [each for each in (left, right, claimed) if each]
    first, last = min(each.start for each in ends), max(each.end for each in ends)
    if sign is None or not (AROUND.fullmatch(said, 0, first) and AROUND.fullmatch(said, last)):
        return None
    value = round(OPERATIONS[sign](left.value, right.value), 2)
    return Reckoning(text[left.start : right.end].strip(), value, claimed.value if claimed else None)
