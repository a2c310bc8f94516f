"""A number said in place of another: « on est pas 9 mais 11 », « c'est pas 90 000, c'est 80 000 »."""

import itertools
import re
from pathlib import Path

from nlu.french import flat
from nlu.french.quantities import Number, numbers
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
REFUSED, GIVEN = re.compile(LISTS["refused"]), re.compile(LISTS["given"])
REACH = 40
"""Characters before a number among which it may be refused."""


def instead(text: str) -> tuple[Number, Number] | None:
    """Return the number denied and the one said in its place; None where the message does not do that."""
    said = flat(text)
    found = numbers(said)
    for first, second in itertools.pairwise(found):
        before = said[max(0, first.start - REACH) : first.start]
        if REFUSED.search(before) and GIVEN.fullmatch(said[first.end : second.start]):
            return first, second
    return None
