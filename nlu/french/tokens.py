"""Words and stems of a text, accents and elisions set aside."""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

from nlu.french.text import fold, normalise

TOKEN = re.compile(r"%|[a-z0-9_€]+(?:'(?=$|\s))?")
KEPT = {"aujourd'hui": "aujourdhui", "presqu'ile": "presquile", "quelqu'un": "quelquun"}
ELIDED = frozenset({"l", "d", "j", "n", "m", "t", "s", "c", "qu", "jusqu", "lorsqu", "puisqu"})
_STEMMER = snowballstemmer.stemmer("french")
_LOCK = Lock()


def tokens(text: str) -> list[str]:
    """Return the words of `text`, normalised and folded; an elided word gives two: « l'ami » → l, ami."""
    return list(_tokens(text))


@lru_cache(maxsize=64)  # the steps of one turn read the same message
def _tokens(text: str) -> tuple[str, ...]:
    folded = fold(normalise(text))
    for whole, kept in KEPT.items():
        folded = folded.replace(whole, kept)
    return tuple(word.rstrip("'") for word in TOKEN.findall(folded.replace("'", " ")))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Snowball stem of one folded word."""
    with _LOCK:
        return str(_STEMMER.stemWord(word))


def stems(text: str) -> list[str]:
    """Return the stems of `text` without elided articles and pronouns: what a search compares."""
    return [stem(word) for word in tokens(text) if word not in ELIDED]
