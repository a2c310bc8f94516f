"""What is neither staff nor equipment nor running costs for sure: a training, a contractor, a study."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
TRAINED, OTHER = re.compile(LISTS["trained"]), re.compile(LISTS["other"])
STAFF, EXPENSE = "staff", "expense"


def trained(text: str, entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the staff that is only trained: « une part de formation des agents » pays nobody."""
    said = flat(text)
    staff = (each for each in entities if each.entity == EXPENSE and each.value == STAFF)
    return frozenset(each for each in staff if TRAINED.search(said[: each.start]))


def beside(text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Yield another expense, said beside one of the three families: « un prestataire et un peu de matériel »."""
    sure = [each for each in entities if each.entity == EXPENSE]
    if not frozenset(sure) - trained(text, sure):
        return
    for found in OTHER.finditer(flat(text)):
        if not any(each.start < found.end() and found.start() < each.end for each in sure):
            yield Entity(EXPENSE, found.start(), found.end(), "other")
            return
