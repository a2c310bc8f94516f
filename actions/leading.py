"""Puts the sentence that answers first, where it can be understood without the one before it."""

import re
from pathlib import Path

from region.files import read_yaml
from region.plain import sentences

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
_BACK, _TO_MANY, _HOLDS, _SOURCE = (
    re.compile(rf"\b(?:{'|'.join(_LISTS[name])})(?:(?<=')|\b)", re.IGNORECASE)
    for name in ("looks_back", "looks_back_to_many", "holds_back", "names_source")
)


_VERDICT = re.compile(r"^(?:oui|non),\s+", re.IGNORECASE)


def led(answer: str, *, first: int | None) -> str:
    """Return an answer with its sentence at the place `first` in front, and those that go on from it.

    A sentence that needs another before it stays where it is: the record's own order is then the clear one.
    """
    said = sentences(answer)
    if first is None or not 0 < first < len(said) or _depends(said, first):
        return answer
    end = first + 1
    while end < len(said) and _depends(said, end):
        end += 1
    if any(_TO_MANY.match(each) for each in said[first + 1 : end]):
        return answer
    return " ".join([*said[first:end], *said[:first], *said[end:]])


def without_verdict(answer: str) -> str:
    """Return an answer without the « oui » or « non » it begins with: it would answer another question."""
    bare = _VERDICT.sub("", answer)
    return bare[:1].upper() + bare[1:]


def looks_back(sentence: str) -> bool:
    """Tell whether a sentence begins by what the one before it named."""
    return bool(_BACK.match(sentence))


def names_its_source(sentence: str) -> bool:
    """Tell whether a sentence says who counted, asked or published what it tells."""
    return bool(_SOURCE.search(sentence))


def _depends(said: list[str], place: int) -> bool:
    """Tell whether a sentence speaks of another, or answers the question just before it."""
    sentence = said[place]
    return looks_back(sentence) or bool(_HOLDS.search(sentence)) or said[place - 1].endswith("?")
