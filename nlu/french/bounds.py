"""What bounds a number: « moins de 20 », « au plus 80 000 € », « entre 60 et 80 000 »."""

import re
from dataclasses import dataclass
from pathlib import Path

from nlu.french.text import flat
from nlu.words import words

LISTS = words(Path(__file__).with_name("quantities.yml"))


@dataclass(frozen=True)
class Bounds:
    """What is said around a number: the least and the most it may be, None where it is open; whole numbers.

    `about`: the number itself, where it is only said to be near it.
    """

    least: int | None
    most: int | None
    about: int | None = None

    def to_dict(self) -> dict[str, int | None]:
        """Return what a fact keeps of it: `{"min", "max"}`, and « about » where that is what was said."""
        near = {} if self.about is None else {"about": self.about}
        return {"min": self.least, "max": self.most} | near


BELOW = re.compile(rf"(?:{'|'.join(LISTS['below'])})\s*$")
AT_MOST = re.compile(rf"(?:{'|'.join(LISTS['at_most'])})\s*$")
ABOVE = re.compile(rf"(?:{'|'.join(LISTS['above'])})\s*$")
AT_LEAST = re.compile(rf"(?:{'|'.join(LISTS['at_least'])})\s*$")
AROUND = re.compile(rf"(?:{'|'.join(LISTS['around'])})\s*$")
MOST_AFTER = re.compile(rf"^\W*(?:{'|'.join(LISTS['at_most_after'])})\b")
LEAST_AFTER = re.compile(rf"^\W*(?:{'|'.join(LISTS['at_least_after'])})\b")
AROUND_AFTER = re.compile(rf"^\W*(?:{'|'.join(LISTS['around_after'])})\b")
ABOUT_SHARE = 0.1
REACH = 80


def bounds(text: str, start: int, end: int, value: int) -> Bounds:
    """Return the least and the most that the number between `start` and `end`, worth `value`, may be."""
    folded = flat(text)
    near, after = max(0, start - REACH), folded[end : end + REACH]
    if BELOW.search(folded, near, start):
        return Bounds(None, max(0, value - 1))
    if ABOVE.search(folded, near, start):
        return Bounds(value + 1, None)
    if AT_MOST.search(folded, near, start) or MOST_AFTER.match(after):
        return Bounds(None, value)
    if AT_LEAST.search(folded, near, start) or LEAST_AFTER.match(after):
        return Bounds(value, None)
    if AROUND.search(folded, near, start) or AROUND_AFTER.match(after):
        return Bounds(round(value * (1 - ABOUT_SHARE)), round(value * (1 + ABOUT_SHARE)), value)
    return Bounds(value, value)


def between(text: str, first_end: int, second_start: int) -> bool:
    """Tell whether two numbers are the ends of a range: « entre 60 et 80 000 », « 60 à 80 k€ »."""
    return bool(re.fullmatch(r"\s?(?:€|euros?|k€?|mille)?\s?(?:et|a|ou|-|–)\s?", flat(text)[first_end:second_start]))
