"""Finds the question behind a greeting: in « Bonjour, qui peut candidater ? » the person asks, and does not only greet."""

import re

OPENING = re.compile(
    r"^\W*(?:bonjour|bonsoir|salut|coucou|bjr|bsr|slt|hello|hey|allo|re)\b"
    r"(?:\s+(?:à\s+(?:tous|toutes|vous|toi)|madame|monsieur|messieurs|mesdames|beffroi))*[\s,.!;:)\-]+",
    re.IGNORECASE,
)
FEWEST_WORDS = 3


def question(text: str) -> str | None:
    """Return what follows the greeting, or None when there is no greeting or too little after it."""
    opening = OPENING.match(text)
    rest = text[opening.end() :].strip() if opening else ""
    return rest if len(rest.split()) >= FEWEST_WORDS else None
