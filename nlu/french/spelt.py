"""What number words are worth: « quatre-vingt mille », « septante », « deux millions »."""

import re

from text_to_num import text2num

TEENS = "(?:dix-sept|dix-huit|dix-neuf|dix|onze|douze|treize|quatorze|quinze|seize)"
UNITS = "(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
JOINED = (
    (re.compile(r"\bdix (?=(?:sept|huit|neuf)\b)"), "dix-"),
    (re.compile(r"\bquatre vingts?\b"), "quatre-vingt"),
    (re.compile(r"\b(?:octante|huitante)\b"), "quatre-vingt"),
    (re.compile(rf"\b(quatre-vingt|soixante) (?=(?:{TEENS}|{UNITS})\b)"), r"\1-"),
    (re.compile(rf"\b(vingt|trente|quarante|cinquante|septante|nonante) (?=(?:{UNITS})\b)"), r"\1-"),
)
LARGE = frozenset({"million", "milliard"})
SAID_SHORT = 1000  # « deux millions cinq » : cinq cent mille, ou cinq ?


def worth(forms: list[str]) -> float | None:
    """Return what number words are worth; None for « un » alone, and where two readings are possible."""
    plain = [form if form in {"trois", "six"} else form.removesuffix("s") for form in forms]
    if plain in (["un"], ["une"]):
        return None
    phrase = " ".join("un" if form == "une" else form for form in plain)
    for pattern, joined in JOINED:
        phrase = pattern.sub(joined, phrase)
    try:
        value = float(text2num(phrase, "fr", relaxed=True))
    except ValueError:
        return None
    return None if _open(plain, value) else value


def said_short(forms: list[str]) -> float | None:
    """Return what « un million huit » is worth where it is surely a sum: 1 800 000; None for any other words."""
    if len(forms) < 3 or forms[-2].removesuffix("s") not in LARGE or not re.fullmatch(UNITS, forms[-1]):
        return None
    whole, tenth = worth(forms[:-1]), worth(["cent"] if forms[-1] == "un" else [forms[-1], "cents"])
    scale = 1_000 * (1_000 if forms[-2].removesuffix("s") == "milliard" else 1)
    return None if whole is None or tenth is None else whole + tenth * scale


def _open(forms: list[str], value: float) -> bool:
    """« deux millions cinq »: five, or five hundred thousand?"""
    return bool(LARGE & set(forms)) and forms[-1] not in LARGE and 0 < value % 1e6 < SAID_SHORT
