"""Which values a message names to set them aside: « à Béthune, pas à Arras », « tout sauf du matériel »."""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
EXCLUDING = re.compile(rf"(?<![\w'])(?:{'|'.join(LISTS['before'])})$")
RETRACTED = re.compile(LISTS["retracted"])
NEVER = re.compile("|".join(LISTS["never"]))
JOINED = re.compile(LISTS["joined"])
REACH = 40


def excluded(text: str, entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the entities that a negation, « sauf », « sans » or « plutôt que » stands before."""
    folded = flat(text)
    found: list[Entity] = []
    for entity in entities:
        before = folded[max(0, entity.start - REACH) : entity.start]
        if (
            _set_aside(before)
            or _retracted(folded, before, entity, entities)
            or (found and _goes_on(folded, found[-1], entity))
        ):
            found.append(entity)
    return frozenset(found)


def _set_aside(before: str) -> bool:
    match = EXCLUDING.search(before)
    return bool(match) and not NEVER.match(before[match.start() :]) if match else False


def _retracted(folded: str, before: str, entity: Entity, entities: Sequence[Entity]) -> bool:
    """« j'ai mis 75 000 mais c'est 57 000 »: only where another value of its kind follows, not set aside itself.

    « j'ai dit 60 000 pas 70 000 » says 60 000 again.
    """
    followed = any(
        each.entity == entity.entity
        and each.start >= entity.end
        and not _set_aside(folded[max(0, each.start - REACH) : each.start])
        for each in entities
    )
    return followed and bool(RETRACTED.search(before))


def _goes_on(folded: str, last: Entity, entity: Entity) -> bool:
    """« sans le personnel ni le matériel »: what is joined to it is set aside too."""
    return last.entity == entity.entity and bool(JOINED.match(folded[last.end : entity.start]))
