"""One spelling for many: accents, apostrophes, invisible characters, SMS forms and glued words."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from nlu.words import words

HERE = Path(__file__).parent
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ`´＇′", "'"))
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})
SPACES = re.compile(r"\s+")
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
GLUED = re.compile(r"(?<=[^\W\d_]{2})([?!;:,.]+)(?=[^\W\d_])")
ELISION = re.compile(r"\b(qu|jusqu|lorsqu|puisqu|quoiqu|[ldjnmtsc])\s?'\s?(?=\w)", re.IGNORECASE)
DROPPED = re.compile(
    r"(?<!\d )\b(?:(?:qu|jusqu|lorsqu|puisqu|quoiqu|[ldjnmts]) (?!et\b)(?=[aeiouyhàâéèêëîïôùûœ]\w|[aày]\b)"
    r"|c (?=(?:est|etait|était|en est)\b))",
    re.IGNORECASE,
)
"""A space where an apostrophe belongs, as a telephone writes it: « c est », « l ia », « qu est »; never after a number (« 12 m et »)."""
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
LONGEST = 2000


def clean(text: str) -> str:
    """Return readable text: composed letters, straight apostrophes, single spaces, nothing invisible."""
    visible = "".join(filter(_visible, unicodedata.normalize("NFKC", text[:LONGEST])))
    return SPACES.sub(" ", visible.translate(APOSTROPHES)).strip()


@lru_cache(maxsize=4096)
def _visible(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Mn"} or char == "\u0301"


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return `text` in lower case without accents; « œ » becomes « oe », apostrophes straight."""
    bare = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).translate(LIGATURES)).casefold()
    return "".join(c for c in bare if not unicodedata.combining(c))


@lru_cache(maxsize=256)  # a turn asks it of one message thirty times
def flat(text: str) -> str:
    """Return `text` folded letter for letter: same length, so that positions still point into the original."""
    return "".join(map(_flat, text))


@lru_cache(maxsize=4096)
def _flat(char: str) -> str:
    if char.isspace():
        return " "
    folded = unicodedata.normalize("NFKD", char.translate(APOSTROPHES)).casefold()[:1]
    return folded if len(folded) == 1 else char


@cache
def _short_forms() -> dict[str, str]:
    return {str(short): full for short, full in words(HERE / "sms.yml").items()}


@lru_cache(maxsize=64)  # the steps of one turn read the same message
def normalise(text: str) -> str:
    """Return `text` in ordinary lower-case French: « jpeu avoir koi » becomes « je peux avoir quoi »."""
    plain = STRETCHED.sub(r"\1\1", clean(text).lower())
    plain = GLUED.sub(r"\1 ", plain)
    return WORD.sub(_full_form, ELISION.sub(r"\1'", plain))


def elided(text: str) -> str:
    """Return `text` with the apostrophes that a telephone leaves out, letter for letter: « c est l ia » becomes « c'est l'ia »."""
    return DROPPED.sub(lambda found: f"{found.group()[:-1]}'", text)


def spoken(text: str) -> str:
    """Return `text` in ordinary French, folded: « Jpeu avoir koi » becomes « je peux avoir quoi »; places do not point into the original."""
    return fold(normalise(text.strip()))


def _full_form(found: re.Match[str]) -> str:
    word = found.group()
    folded = fold(word)
    forms = _short_forms()
    if folded in forms:
        return forms[folded]
    head, apostrophe, tail = word.partition("'")
    return f"{head}'{forms[fold(tail)]}" if apostrophe and fold(tail) in forms else word
