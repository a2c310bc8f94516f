"""Completes a short follow-up (« et combien ? ») from what the conversation was about."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nlu.french import fold, normalise
from nlu.words import words

HERE = Path(__file__).parent


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
