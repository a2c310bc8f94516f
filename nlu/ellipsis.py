"""Asks again for what is looked for by place and date, when only another place or date is said: « et à Arras ? »."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from nlu.entities import Entity
from nlu.french import fold, normalise
from nlu.words import words

FILE = Path(__file__).with_suffix(".yml")
PLACES_AND_DATES = frozenset({"commune", "departement", "date"})
SOMEWHERE: Mapping[str, str] = {"workshops": "find_workshop", "prochia": "ask_prochia_join"}
"""What asks where and when, by topic."""


def elsewhere(text: str, stated: Sequence[Entity], *, topic: str, last_intent: str) -> str | None:
    """Return the question to ask again when a message holds only another place or date (« la semaine prochaine ? »)."""
    kept = [each for each in stated if each.entity in PLACES_AND_DATES]
    again = last_intent if last_intent == "ask_digital_help" else SOMEWHERE.get(topic)
    if again is None or not kept:
        return None
    rest = text
    for entity in sorted(kept, key=lambda each: -each.start):
        rest = rest[: entity.start] + " " + rest[entity.end :]
    bare = set(fold(normalise(rest)).replace("'", " ").split()) <= _joining()
    return again if bare else None


@cache
def _joining() -> frozenset[str]:
    return frozenset(words(FILE)["joining"].split())
