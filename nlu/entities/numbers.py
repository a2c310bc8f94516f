"""The numbers of a message, in digits or in words: « 70 000 », « 0,2 », « quatre-vingt mille », « une dizaine »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from text_to_num import text2num

from nlu.entities.spans import Said
from nlu.words import words

DIGITS = re.compile(r"(?<![\w,.])(?:\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)")
LISTS = words(Path(__file__).parent / "numbers.yml")
SIMPLE: frozenset[str] = frozenset(LISTS["words"])
ABOUT: dict[str, int] = LISTS["about"]
JOINED = (
    (re.compile(r"\bquatre vingts?\b"), "quatre-vingt"),
    (re.compile(r"\bsoixante (?=dix|et onze|douze|treize|quatorze|quinze|seize)"), "soixante-"),
)
GAP = re.compile(r"[ \-]{1,2}")


@dataclass(frozen=True)
class Number:
    """A number and where it stands."""

    start: int
    end: int
    value: float


def numbers(said: Said) -> list[Number]:
    """Return the numbers of the message in order of place; the scale of « 1,2 million » is not another number."""
    in_words = (number for number in _in_words(said) if not _scales(said, number))
    return sorted([*_in_digits(said), *in_words, *_about(said)], key=lambda number: number.start)


def _scales(said: Said, number: Number) -> bool:
    return number.value in {1e3, 1e6, 1e9} and said.flat[: number.start].rstrip()[-1:].isdigit()


def _in_digits(said: Said) -> Iterator[Number]:
    for found in DIGITS.finditer(said.flat):
        yield Number(found.start(), found.end(), _decimal(found.group()))


def _decimal(digits: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?", digits)
    return float((re.sub(r"[ .]", "", digits) if grouped else digits).replace(",", "."))


def _in_words(said: Said) -> Iterator[Number]:
    place = 0
    while place < len(said.words):
        if said.words[place].form not in SIMPLE:
            place += 1
            continue
        last = _run(said, place)
        value = _read(said, place, last)
        if value is not None:
            yield Number(said.words[place].start, said.words[last - 1].end, value)
        place = max(last, place + 1)


def _run(said: Said, place: int) -> int:
    """Return where the run of number words beginning at `place` ends; « et » counts only between two of them."""
    last = place
    while last < len(said.words) and said.words[last].form in SIMPLE:
        last += 1
        joins = said.words[last : last + 2]
        if last > place and len(joins) == 2 and joins[0].form == "et" and joins[1].form in {"un", "une", "onze"}:
            last += 2
    return last


def _read(said: Said, first: int, last: int) -> float | None:
    forms = [
        word.form.removesuffix("s") if word.form not in {"trois", "six"} else word.form
        for word in said.words[first:last]
    ]
    if not forms or forms in (["un"], ["une"]):
        return None
    phrase = " ".join("un" if form == "une" else form for form in forms)
    for pattern, joined in JOINED:
        phrase = pattern.sub(joined, phrase)
    try:
        return float(text2num(phrase, "fr", relaxed=True))
    except ValueError:
        return None


def _about(said: Said) -> Iterator[Number]:
    for before, word in zip(said.words, said.words[1:], strict=False):
        value = ABOUT.get(word.form)
        if value and before.form in {"une", "la", "d"}:
            yield Number(before.start, word.end, float(value))
