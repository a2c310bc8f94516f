"""The words of a message with their places in it, and the entities found there."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nlu.french import flat

WORD = re.compile(r"[^\W_]+")
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}

Value = Any


@dataclass(frozen=True)
class Entity:
    """A span of the message and what it stands for; `value` is None when it may stand for several things."""

    entity: str
    start: int
    end: int
    value: Value


@dataclass(frozen=True)
class Word:
    """A word as typed, with its folded form."""

    form: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True)
class Said:
    """A message ready for searching: the text, the same folded letter for letter, and its words."""

    text: str
    flat: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> "Said":
        """Return the message with its words located."""
        return _said(text)

    def gap(self, left: Word, right: Word) -> str:
        """Return what stands between two words."""
        return self.flat[left.end : right.start]


@lru_cache(maxsize=64)  # the steps of one turn read the same message
def _said(text: str) -> Said:
    folded = flat(text)
    words = (_word(text, found.start(), found.end(), found.group()) for found in WORD.finditer(folded))
    return Said(text, folded, tuple(words))


def _word(text: str, start: int, end: int, folded: str) -> Word:
    form = folded.replace("œ", "oe").replace("æ", "ae")
    return Word(SHORT.get(form, form), start, end, text[start].isupper())


def without_overlap(found: Iterable[Entity]) -> list[Entity]:
    """Return the entities in order of place; where two overlap, the longer, then the earlier found, stays."""
    kept: list[Entity] = []  # in order of place, apart from one another
    for each in sorted(found, key=lambda entity: entity.start - entity.end):
        place = bisect_right(kept, each.start, key=lambda entity: entity.start)
        after_the_last = place == 0 or kept[place - 1].end <= each.start
        if after_the_last and (place == len(kept) or each.end <= kept[place].start):
            kept.insert(place, each)
    return kept
