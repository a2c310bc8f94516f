"""People counted beside the others, or among them: « 12 personnes plus 2 apprentis », « 8 dont 3 apprentis »."""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
AMONG, BESIDE, APPRENTICES = (re.compile(LISTS[name]) for name in ("among", "beside", "apprentices"))


def some_of_them(text: str, entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the head counts that are not those of the whole firm; the first said stays."""
    said = flat(text)
    counts = sorted((each for each in entities if each.entity == "headcount"), key=lambda each: each.start)
    return frozenset(each for each in counts if of_some(said, each.start, each.end))


def of_some(said: str, start: int, end: int) -> bool:
    """Tell whether the number there, in a folded text, counts some of the people, or apprentices beside them."""
    before = said[:start]
    return bool(AMONG.search(before)) or bool(BESIDE.search(before) and APPRENTICES.match(said, end))
