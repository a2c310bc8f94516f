"""Whether a message leaves a fact unsaid: « je préfère ne pas dire », « je vous le donnerai plus tard », « je ne connais pas le coût »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
DECLINING, UNKNOWING = (re.compile(LISTS[name]) for name in ("declining", "unknowing"))
MISSING, NO_SIREN = re.compile(LISTS["missing"]), re.compile(LISTS["no_siren"])
NAMED = {fact: re.compile(pattern) for fact, pattern in LISTS["facts"].items()}


def declines(text: str) -> bool:
    """Tell whether the person will not say, or not now."""
    return bool(DECLINING.search(flat(text)))


def lacks(text: str) -> bool:
    """Tell whether the whole message says that what is asked for is not at hand: « pas de numéro »."""
    return bool(MISSING.fullmatch(flat(text.strip())))


def unknown_fact(text: str) -> str | None:
    """Return the fact named as unknown or unsaid, None where none is named."""
    said = flat(text)
    if not (DECLINING.search(said) or UNKNOWING.search(said)):
        return None
    return next((fact for fact, pattern in NAMED.items() if pattern.search(said)), None)


def lacks_siren(text: str) -> bool:
    """Tell whether the number of a firm is said not to be known, or not to be at hand."""
    said = flat(text)
    unsaid = DECLINING.search(said) or UNKNOWING.search(said) or MISSING.fullmatch(said.strip())
    return bool(unsaid and NAMED["siren"].search(said)) or bool(NO_SIREN.search(said))
