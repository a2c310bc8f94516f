"""Whether a message leaves a fact unsaid: « je préfère ne pas dire », « je vous le donnerai plus tard », « je ne connais pas le coût »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
DECLINING, UNKNOWING = (re.compile(LISTS[name]) for name in ("declining", "unknowing"))
MISSING = re.compile(LISTS["missing"])
NAMED = {fact: re.compile(pattern) for fact, pattern in LISTS["facts"].items()}
INVESTS = re.compile(r"\binvest")


def declines(text: str) -> bool:
    """Tell whether the person will not say, or not now."""
    return bool(DECLINING.search(flat(text)))


def names_turnover(text: str) -> bool:
    """Tell whether an amount said with it is what a firm sells in a year."""
    return bool(NAMED["turnover"].search(flat(text)))


def lacks(text: str) -> bool:
    """Tell whether the whole message says that what is asked for is not at hand: « pas de numéro »."""
    return bool(MISSING.fullmatch(flat(text.strip())))


def invests(text: str) -> bool:
    """Tell whether an amount said with it is what somebody means to invest."""
    return bool(INVESTS.search(flat(text)))


def unknown_fact(text: str) -> str | None:
    """Return the fact named as unknown or unsaid, None where none is named."""
    said = flat(text)
    if not (DECLINING.search(said) or UNKNOWING.search(said)):
        return None
    return next((fact for fact, pattern in NAMED.items() if pattern.search(said)), None)
