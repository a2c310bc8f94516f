"""A sum said to be added to the one before: « le salaire de l'agent, soixante mille de plus », « en ajoutant 20 000 € »."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
AFTER = re.compile(LISTS["after"])
BEFORE = re.compile(LISTS["before"])
ALSO, TOO = re.compile(LISTS["also"]), re.compile(LISTS["too"])


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


def with_others(text: str, stated: Sequence[Entity], case: Mapping[str, Any]) -> tuple[Entity, ...]:
    """Return the entities with the expenses of `case` before those that come on top: « et puis du matos »."""
    said, known = flat(text), case.get("expenses")
    told = [each for each in stated if each.entity == "expense"]
    if not told or not isinstance(known, list) or not (ALSO.match(said) or TOO.search(said)):
        return tuple(stated)
    first, named = told[0], {each.value for each in told}
    kept = (Entity("expense", first.start, first.end, each) for each in known if each not in named)
    return (*kept, *stated)


def _adds(text: str, entity: Entity) -> bool:
    said = flat(text)
    return (
        entity.entity == "amount"
        and isinstance(entity.value, int)
        and bool(AFTER.match(said, entity.end) or BEFORE.search(said[: entity.start]))
    )
