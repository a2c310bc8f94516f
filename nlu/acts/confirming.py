"""Whether a message asks if something is registered, granted or done: « c'est noté ? », « donc c'est accordé ? », « c'est fait ? »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
NOTED, GRANTED, DONE = (re.compile(LISTS[name]) for name in ("noted", "granted", "done"))
LONGEST = 12


def asks_if_noted(text: str) -> bool:
    """Tell whether the person believes that writing here registers something."""
    return _says(NOTED, text)


def asks_if_granted(text: str) -> bool:
    """Tell whether the person takes the answer for a decision, or wants it said so."""
    return _says(GRANTED, text)


def asks_if_done(text: str) -> bool:
    """Tell whether the person wants to know that what they asked for was carried out: « c'est bien effacé ? »."""
    return _says(DONE, text)


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return len(text.split()) <= LONGEST and bool(pattern.match(flat(text.strip())))
