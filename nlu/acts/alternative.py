"""A second sum said short after a first: « 80 mille, peut-être 90 » is a range, « 150 000, plutôt 160 » is 160 000."""

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from nlu.acts.fields import SUMS
from nlu.entities import Entity
from nlu.entities.money import LEAST_BARE
from nlu.french import flat
from nlu.french.quantities import Number, numbers
from nlu.french.units import THOUSANDS, unit
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
OR, RATHER, ENDS, RENAMED = (re.compile(LISTS[name]) for name in ("or", "rather", "ends", "renamed"))
NEAR = 4
"""How many times the first the second may be, or the reverse: « 150 000, ou 2 » counts something else."""


def alternatives(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Return the second sums said in the thousands of the first, each under the fact of the first."""
    return list(_alternatives(flat(text), entities))


def _alternatives(said: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    sums = [each for each in entities if each.entity in SUMS]
    taken = {place for each in sums for place in range(each.start, each.end)}
    free = [number for number in numbers(said) if number.start not in taken]
    for first in sums:
        number = next((each for each in free if each.start >= first.end), None)
        value, end = _short(said, number, first.value) if number else (0, 0)
        if number and value and (joins(said, first.end, number.start) or yields(said, first.end, number.start)):
            yield Entity(first.entity, number.start, end, value)


def joins(text: str, first_end: int, second_start: int) -> bool:
    """Tell whether the second number only widens the first: « 80 000, peut-être 90 000 »."""
    return bool(OR.fullmatch(flat(text)[first_end:second_start]))


def yields(text: str, first_end: int, second_start: int) -> bool:
    """Tell whether the first number gives way to the second: « 150 000, non, plutôt 160 000 »."""
    return bool(RATHER.fullmatch(flat(text)[first_end:second_start]))


def retracted(text: str, entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the numbers that give way to the one that comes right after."""
    in_order = sorted(entities, key=lambda each: each.start)
    pairs = itertools.pairwise(in_order)
    return frozenset(first for first, second in pairs if _gives_way(text, first, second))


def _gives_way(text: str, first: Entity, second: Entity) -> bool:
    """« 150 000, plutôt 160 000 », « 4 000 de CA, non pardon, 4 000 d'investissement »: the same sum was put under a wrong name."""
    if first.entity == second.entity:
        return yields(text, first.end, second.start)
    renamed = {first.entity, second.entity} <= SUMS and first.value == second.value
    return renamed and bool(RENAMED.search(flat(text)[first.end : second.start]))


def _short(said: str, number: Number, first: object) -> tuple[int, int]:
    """Return what a number below a thousand is worth in the thousands of the first sum, and where it ends; 0 where it is none."""
    after = unit(said, number.end)
    if not isinstance(first, int) or not 0 < number.value < LEAST_BARE <= first or not ENDS.match(said, after.end):
        return 0, after.end
    value = number.value * 1000
    small = after.scale in THOUSANDS or not (after.scale or after.euros)
    return (round(value) if small and 1 / NEAR <= value / first <= NEAR else 0), after.end
