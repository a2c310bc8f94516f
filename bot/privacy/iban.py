"""Bank accounts in a message: IBAN of any country, spaced or not, in capitals or not."""

import re
from collections.abc import Iterator
from functools import cache

from stdnum import numdb
from stdnum.iso7064 import mod_97_10

from bot.privacy.spans import Span, any_of, lists

START = re.compile(r"(?<![a-z0-9])[a-z]{2}[ .\-_]{0,2}\d[ .\-_]{0,2}\d(?=[ .\-_]{0,3}[a-z0-9])")
CHARACTER = re.compile(r"[ .\-_/\u00a0\u202f\u2007\u200b]{0,3}([a-z0-9])")
PARTS = re.compile(r"(\d+)!([nac])")
CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
CUE_REACH = 40


def ibans(folded: str) -> Iterator[Span]:
    """Yield the IBANs of a folded text: the country's length and form, and the check digits or a word that says so."""
    for start in START.finditer(folded):
        country = folded[start.start() : start.start() + 2].upper()
        form = _form(country)
        if form is None:
            continue
        compact, end = _compact(folded, start.start(), form[0])
        if form[1].fullmatch(compact) and (_valid(compact) or _said(folded, start.start())):
            yield Span(start.start(), end, "iban")


def _compact(folded: str, start: int, length: int) -> tuple[str, int]:
    """Return the `length` letters and digits from `start` on, in capitals, and where they end."""
    read: list[str] = []
    end = start
    while len(read) < length and (character := CHARACTER.match(folded, end)):
        read.append(character.group(1))
        end = character.end()
    if folded[end : end + 1].isalnum():
        return "", end
    return "".join(read).upper(), end


def _valid(compact: str) -> bool:
    return bool(mod_97_10.is_valid(compact[4:] + compact[:4]))


def _said(folded: str, start: int) -> bool:
    """A word just before says that it is a bank account, though a digit is wrong."""
    return _cue().search(folded, max(0, start - CUE_REACH), start) is not None


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('iban_cues'))}\b")


@cache
def _form(country: str) -> tuple[int, re.Pattern[str]] | None:
    """Return how many characters the IBANs of a country have, and their form; None where there is no such country."""
    found = numdb.get("iban").info(country)[0][1].get("bban")
    if not found:
        return None
    parts = PARTS.findall(found)
    pattern = "".join(f"{CLASSES[kind]}{{{size}}}" for size, kind in parts)
    return 4 + sum(int(size) for size, _ in parts), re.compile(rf"[A-Z]{{2}}\d\d{pattern}")
