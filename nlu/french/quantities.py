"""The numbers of a French text, in digits or in words: « 70 000 », « 0,2 », « quatre-vingt mille », « une dizaine ».

Pure: a text in, values out. `units` reads what a number is counted in, `bounds` what bounds it: all sums, head counts
and ranges, whoever reads them, are read here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from nlu.french.spelt import said_short, worth
from nlu.french.text import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
SIMPLE: frozenset[str] = frozenset(LISTS["words"])
ABOUT: dict[str, int] = LISTS["about"]
NONE: frozenset[str] = frozenset(LISTS["none"])
DIGITS = re.compile(
    r"(?<![\w,.'])(?:[1-9o]\d{0,2}(?:[ .']\d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?:[ .']\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
)
LETTER_O = re.compile(r"(?<=\d)[oO](?=[ .'\doO]|\b)|\b[oO](?=\d)")
WORD = re.compile(r"[^\W\d_]+")
GROUPED = re.compile(r"\d{1,3}(?:[ .']\d{3})+(?:,\d+)?")
OF_MONEY, SUM_NAMED = re.compile(LISTS["of_money"]), re.compile(LISTS["sum_named"])
HALF = re.compile(r"\b(?:un|1)[ -]?demi[ -]?(?=million|milliard)")
LONGEST_NUMBER = 24
"""Characters of a number that counts something: hundreds of digits are not an amount."""


@dataclass(frozen=True)
class Number:
    """A number and where it stands."""

    start: int
    end: int
    value: float


@dataclass(frozen=True)
class _Word:
    form: str
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order of place; the scale of « 1,2 million » is not another number."""
    return list(_numbers(text))


@lru_cache(maxsize=64)  # the steps of one turn read the same message
def _numbers(text: str) -> tuple[Number, ...]:
    folded = _tidied(flat(text))
    said = [_Word(found.group(), *found.span()) for found in WORD.finditer(folded)]
    in_words = (number for number in _in_words(said, folded) if not _scales(folded, number))
    return tuple(sorted([*_in_digits(folded), *in_words, *_about(said)], key=lambda number: number.start))


def _tidied(folded: str) -> str:
    """« 8O 000 » is 80 000, and « un demi-million » half of one; letter for letter."""
    zeros = LETTER_O.sub("0", folded)
    return HALF.sub(lambda found: "0,5".rjust(len(found.group())), zeros)


def _scales(folded: str, number: Number) -> bool:
    return number.value in {1e3, 1e6, 1e9} and folded[: number.start].rstrip()[-1:].isdigit()


def _in_digits(folded: str) -> Iterator[Number]:
    for found in DIGITS.finditer(folded):
        if len(found.group()) <= LONGEST_NUMBER:
            yield Number(found.start(), found.end(), _decimal(found.group()))


def _decimal(digits: str) -> float:
    whole = re.sub(r"[ .']", "", digits) if GROUPED.fullmatch(digits) else digits
    return float(whole.replace(",", "."))


def _in_words(said: list[_Word], folded: str) -> Iterator[Number]:
    place = 0
    while place < len(said):
        if said[place].form not in SIMPLE:
            place += 1
            continue
        last = _run(said, place)
        forms = [word.form for word in said[place:last]]
        value = worth(forms)
        if value is None and _is_money(folded, said[place].start, said[last - 1].end):
            value = said_short(forms)
        if value is not None:
            yield Number(said[place].start, said[last - 1].end, value)
        place = max(last, place + 1)


def _is_money(folded: str, start: int, end: int) -> bool:
    """« un million huit de chiffre d'affaires »: named, the sum can only be 1 800 000."""
    return bool(OF_MONEY.match(folded, end) or SUM_NAMED.search(folded[:start]))


def _run(said: list[_Word], place: int) -> int:
    """Return where the run of number words beginning at `place` ends; « et » counts only between two of them."""
    last = place
    while (
        last < len(said) and said[last].form in SIMPLE and (last == place or said[last].start - said[last - 1].end <= 2)
    ):
        last += 1
        joins = said[last : last + 2]
        if len(joins) == 2 and joins[0].form == "et" and joins[1].form in {"un", "une", "onze"}:
            last += 2
    return last


def _about(said: list[_Word]) -> Iterator[Number]:
    for before, word in pairwise(said):
        value = ABOUT.get(word.form)
        if value and before.form in {"une", "la", "d"}:
            yield Number(before.start, word.end, float(value))
