"""A sum said to be added to the one before: « le salaire de l'agent, soixante mille de plus », « en ajoutant 20 000 € »."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nlu.entities import Entity
from nlu.french import flat

AFTER = re.compile(r"\s*(?:€|euros?)?\s*(?:de plus|en plus|en sus|supplementaires?|de mieux)\b")
BEFORE = re.compile(r"(?:\b(?:r?ajout(?:e|es|ez|er|ons|ant|ait|erait|ions)|en plus,?)(?: encore| environ)?|\+)\s*$")


def added(text: str, stated: Sequence[Entity], case: Mapping[str, Any]) -> tuple[Entity, ...]:
    """Return the entities with the sum in place of what is added to the amount of `case`, its expenses kept.

    They are returned as they are where nothing is added, or where no exact amount was known before.
    """
    before, extra = case.get("amount"), next((each for each in stated if _adds(text, each)), None)
    if extra is None or not isinstance(before, int | float):
        return tuple(stated)
    total = tuple(replace(each, value=round(before) + each.value) if each is extra else each for each in stated)
    told = {each.value for each in stated if each.entity == "expense"}
    place = next((each for each in stated if each.entity == "expense"), extra)
    kept = case.get("expenses") if told and isinstance(case.get("expenses"), list) else ()
    return (*total, *(Entity("expense", place.start, place.end, each) for each in kept or () if each not in told))


def _adds(text: str, entity: Entity) -> bool:
    said = flat(text)
    return (
        entity.entity == "amount"
        and isinstance(entity.value, int)
        and bool(AFTER.match(said, entity.end) or BEFORE.search(said[: entity.start]))
    )
