"""Amounts and head counts as they were bounded: « moins de 20 salariés », « entre 60 et 80 000 € », « environ 90 k »."""

from collections.abc import Iterator, Sequence

from nlu.acts.alternative import joins
from nlu.acts.fields import SUMS
from nlu.entities import Entity
from nlu.french.bounds import Bounds, between, bounds

COUNTED = SUMS | {"headcount"}


def ranged(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Return the entities in order, a bounded number as `{"min", "max"}` and the two ends of a range as one."""
    in_order = sorted(entities, key=lambda each: each.start)
    return list(_ranged(text, in_order))


def _ranged(text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    place = 0
    while place < len(entities):
        first = entities[place]
        second = entities[place + 1] if place + 1 < len(entities) else None
        if second is not None and _ends(text, first, second):
            ends = sorted((first.value, second.value), key=lambda value: int(str(value)))
            yield Entity(first.entity, first.start, second.end, _worth(*ends))
            place += 2
            continue
        yield _bounded(text, first) if first.entity in COUNTED and isinstance(first.value, int) else first
        place += 1


def _ends(text: str, first: Entity, second: Entity) -> bool:
    if first.entity != second.entity or first.entity not in COUNTED:
        return False
    if not (isinstance(first.value, int) and isinstance(second.value, int)) or first.value == second.value:
        return False
    widened = first.entity in SUMS and joins(text, first.end, second.start)
    return widened or (first.value < second.value and between(text, first.end, second.start))


def _worth(least: object, most: object) -> dict[str, int | None]:
    low, high = int(str(least)), int(str(most))
    return {"min": low * 1000 if low < 1000 <= high and low * 1000 < high else low, "max": high}


def _bounded(text: str, entity: Entity) -> Entity:
    value = int(str(entity.value))
    found = bounds(text, entity.start, entity.end, value)
    if found == Bounds(value, value):
        return entity
    return Entity(entity.entity, entity.start, entity.end, found.to_dict() | {"min": found.least or 0})
