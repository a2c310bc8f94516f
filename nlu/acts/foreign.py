"""What a message in another language asks for, as far as a few words tell: another script, or a person asked for in English."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
ENGLISH, ALONE = ({intent: re.compile(each) for intent, each in LISTS[name].items()} for name in ("english", "alone"))
FEWEST = 3  # letters
LAST_LATIN = "\u024f"  # the letters up to it are Latin
LONGEST = 300  # characters of a plain request


def other_script(text: str) -> str | None:
    """Return the script (« ARABIC », « CYRILLIC ») most letters are written in; None for ours."""
    if sum(each > LAST_LATIN and each.isalpha() for each in text) < FEWEST:
        return None
    named = [unicodedata.name(each, "") for each in text if each.isalpha()]
    letters = [name.split()[0] for name in named if name]
    foreign = Counter(script for script in letters if script not in ("LATIN", "FEMININE", "MASCULINE", "MICRO"))
    most = foreign.total() >= FEWEST and 2 * foreign.total() > len(letters)
    return foreign.most_common(1)[0][0] if most else None


def what_english_asks(text: str) -> str | None:
    """Return the intent that a plain English request names."""
    said = flat(text[:LONGEST])
    return next((intent for intent, pattern in ENGLISH.items() if pattern.search(said)), None)


def lone_word(text: str) -> str | None:
    """Return the intent of a word that is the whole message: « workshops? », « réclamation »."""
    said = flat(text.strip())
    return next((intent for intent, pattern in ALONE.items() if pattern.fullmatch(said)), None)
