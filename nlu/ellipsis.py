"""Asks again for what is looked for by place and date, when only another place or date is said: « et à Arras ? »."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from nlu import intents
from nlu.entities import Entity
from nlu.french import fold, normalise
from nlu.words import words

FILE = Path(__file__).with_suffix(".yml")
PLACES_AND_DATES = frozenset({"commune", "departement", "date"})
SOMEWHERE: Mapping[str, str] = {intent.topic: intent.id for intent in intents.ALL.values() if intent.where_and_when}
"""What asks where and when, by topic."""
SEARCHES = intents.of_kind("search")


def elsewhere(text: str, stated: Sequence[Entity], *, last_intent: str) -> str | None:
    """Return the question to ask again when a message holds only another place or date (« la semaine prochaine ? »)."""
    again = looked_for(last_intent)
    return again if again and (only_elsewhere(text, stated) or _only_a_moment(text)) else None


def _only_a_moment(text: str) -> bool:
    """« plutôt le matin », « à quelle heure ? »."""
    said = set(fold(normalise(text)).replace("'", " ").strip(" ?!.").split())
    moments = frozenset(words(FILE)["moments"].split())
    return bool(said & moments) and said <= moments | _joining()


def only_elsewhere(text: str, stated: Sequence[Entity]) -> bool:
    """Tell whether a message holds nothing but a place or a date."""
    kept = [each for each in stated if each.entity in PLACES_AND_DATES]
    rest = text
    for entity in sorted(kept, key=lambda each: -each.start):
        rest = rest[: entity.start] + " " + rest[entity.end :]
    return bool(kept) and set(re.findall(r"\w+", fold(normalise(rest)))) <= _joining()


def looked_for(last_intent: str) -> str | None:
    """Return what another place asks again after an intent: the same search, else the one of its topic."""
    return last_intent if last_intent in SEARCHES else SOMEWHERE.get(intents.TOPICS.get(last_intent, ""))


@cache
def _joining() -> frozenset[str]:
    return frozenset(words(FILE)["joining"].split())
