"""A flat without its street: « bât B appt 12 », « appartement 4, 3e étage »; « un appartement 3 pièces » is none."""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.spans import Span, any_of, lists


def flats(folded: str) -> Iterator[Span]:
    """Yield the flats of a folded text, with the building, the stairs and the floor beside them."""
    yield from (Span(*found.span(), "address") for found in _flat().finditer(folded))


@cache
def _flat() -> re.Pattern[str]:
    parts = any_of(lists("flat_parts"))
    floor = r"\d{1,2}\s?(?:er?|eme|nde?)?\setage\b"
    part = rf"(?:{parts}\b\.?\s?\w{{1,3}}\b|{floor})"
    code = r"(?:n°?\s?)?(?:\d{1,4}\s?[a-d]?|[a-z]\d{1,3})\b"
    return re.compile(
        rf"\b(?:{part}[\s,]{{1,3}}){{0,3}}{any_of(lists('flat_words'))}\b\.?\s?{code}(?!\s?{any_of(lists('not_flats'))})(?:[\s,]{{1,3}}{part}){{0,3}}"
    )
