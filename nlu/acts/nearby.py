"""Which towns a message only stands near: « près d'Arras » is another town than Arras."""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

NEAR = re.compile(words(Path(__file__).with_suffix(".yml"))["near"])
REACH = 40


def nearby(text: str, entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the towns that the words just before set near the one meant."""
    return frozenset(each for each in entities if each.entity == "commune" and _near(text, each) is not None)


def said_nearby(text: str, entities: Sequence[Entity]) -> str | None:
    """Return « près d'Arras » as it was written; None where no town is only near."""
    found = ((_near(text, each), each.end) for each in entities if each.entity == "commune")
    return next((text[start:end] for start, end in found if start is not None), None)


def _near(text: str, entity: Entity) -> int | None:
    first = max(0, entity.start - REACH)
    found = NEAR.search(flat(text)[first : entity.start])
    return first + found.start("near") if found else None
