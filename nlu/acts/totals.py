"""The sum that is said to be of all the others: « 50 000 par an, donc 150 000 en tout »."""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
AFTER, BEFORE = re.compile(LISTS["after"]), re.compile(LISTS["before"])


def parts_of_a_total(text: str, entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the amounts of which another is said to be the total; none where no one is."""
    said = flat(text)
    sums = [each for each in entities if each.entity == "amount"]
    whole = [each for each in sums if AFTER.match(said, each.end) or BEFORE.search(said[: each.start])]
    return frozenset(sums) - frozenset(whole) if len(whole) == 1 else frozenset()
