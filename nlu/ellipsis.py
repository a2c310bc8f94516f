"""Completes a short follow-up (« et combien ? ») from what the conversation was about."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nlu.entities import Entity
from nlu.french import fold, normalise
from nlu.words import words

HERE = Path(__file__).parent
PLACES_AND_DATES = frozenset({"commune", "departement", "date"})
SOMEWHERE = {"workshops": "find_workshop", "prochia": "ask_prochia_join"}
"""What asks where and when, by topic."""


@cache
def _table() -> Mapping[str, Any]:
    table = words(HERE / "ellipsis.yml")
    facets = {name: re.compile(rf"(?:^|\s)(?:{pattern})", re.IGNORECASE) for name, pattern in table["facets"].items()}
    return {**table, "facets": facets, "openings": re.compile(table["openings"])}


def follow_up(text: str, *, topic: str, last_intent: str) -> str | None:
    """Return the intent a follow-up has in `topic` (that of `last_intent`), None when the message stands by itself."""
    table = _table()
    said = fold(normalise(text)).strip(" ?!.,;")
    if len(said.split()) > table["longest"] or last_intent in table["named"]:
        return None
    if not table["openings"].search(said) and len(said.split()) > 2:
        return None
    answers = table["topics"].get(table["as_topic"].get(last_intent, topic), {})
    asked = (facet for facet, pattern in table["facets"].items() if pattern.search(said))
    return next((answers[facet] for facet in asked if facet in answers), None)


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
    return frozenset(_table()["joining"].split())
