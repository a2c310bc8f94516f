"""Whether a command is named to be refused: « surtout n'annulez pas », « je ne veux pas parler à quelqu'un »."""

import re
from functools import cache
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
REFUSED: dict[str, list[str]] = LISTS["refused"]
TOLD, MACHINE = re.compile(LISTS["told"]), re.compile(LISTS["machine"])


@cache
def _pattern(intent: str) -> re.Pattern[str] | None:
    return re.compile("|".join(rf"\b{each}" for each in REFUSED[intent])) if REFUSED.get(intent) else None


def refuses(text: str, intent: str) -> bool:
    """Tell whether the message says not to do what the command `intent` does."""
    return refused_at(text, intent) is not None


def refused_at(text: str, intent: str) -> tuple[int, int] | None:
    """Return where the message says not to do it."""
    pattern = _pattern(intent)
    found = pattern.search(flat(text)) if pattern else None
    return found.span() if found else None


def tells_of(text: str) -> bool:
    """Tell whether the message says of something else that it begins or stops: « ça recommence cette année ? »."""
    return bool(TOLD.search(flat(text)))


def names_a_machine(text: str) -> bool:
    """Tell whether the agent it speaks of is a program: « un agent conversationnel », « un agent virtuel »."""
    return bool(MACHINE.search(flat(text)))
