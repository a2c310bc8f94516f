"""What a person says on reading an answer, asking nothing: « c'est dommage », « je m'en doutais », « ah super »."""

import re
from functools import cache
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
KINDS = ("pleased", "sorry", "expected", "waiting", "understood")
LONGEST = 10


def reaction(text: str, *, agreeing: bool = False) -> str | None:
    """Return « pleased », « sorry », « expected », « waiting » or « understood »; None where the message says more, or asks.

    `agreeing`: « parfait », « ok » are heard so too, where neither a yes nor a no is waited for.
    """
    if "?" in text or len(text.split()) > LONGEST:
        return None
    said = flat(text.strip())
    kinds = (*KINDS, "agreeing") if agreeing else KINDS
    return next((kind for kind in kinds if _pattern(kind).fullmatch(said)), None)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    once = f"{LISTS['intensity']}(?:{'|'.join(LISTS[kind])})"
    return re.compile(rf"{LISTS['opening']}{once}(?:\W+(?:et )?{once})*{LISTS['ending']}")
