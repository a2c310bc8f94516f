"""Whether a message asks if something is registered or granted: « c'est noté ? », « donc c'est accordé ? »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
NOTED, GRANTED = (re.compile(LISTS[name]) for name in ("noted", "granted"))
LONGEST = 12


def asks_if_noted(text: str) -> bool:
    """Tell whether the person believes that writing here registers something."""
    return _says(NOTED, text)


def asks_if_granted(text: str) -> bool:
    """Tell whether the person takes the answer for a decision, or wants it said so."""
    return _says(GRANTED, text)


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return len(text.split()) <= LONGEST and bool(pattern.match(flat(text.strip())))
