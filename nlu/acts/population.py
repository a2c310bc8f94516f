"""How many people live in the body spoken of: « un village de 400 habitants » names the body, and its figure nothing of the case."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
COUNTED = tuple(re.compile(LISTS[name]) for name in ("peopled", "own", "of_a_mayor", "gathered"))


def without_population(text: str) -> str:
    """Return `text` of the same length, with spaces for what counts the people of a body, or the communes it gathers."""
    for pattern in COUNTED:
        for found in reversed(list(pattern.finditer(flat(text)))):
            start, end = found.end("body"), found.end()
            text = text[:start] + " " * (end - start) + text[end:]
    return text
