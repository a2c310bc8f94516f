"""Puts the sentence that answers first, without a sentence that begins by « cette aide » losing what it speaks of."""

import re
from pathlib import Path

from region.files import read_yaml
from region.plain import sentences

_BACK = re.compile(rf"(?:{'|'.join(read_yaml(Path(__file__).with_suffix('.yml'))['looks_back'])})\b", re.IGNORECASE)


def led(answer: str, *, first: int | None) -> str:
    """Return an answer with its sentence at the place `first` in front, and those it stands with."""
    said = sentences(answer)
    if first is None or not 0 < first < len(said):
        return answer
    start, end = first, first + 1
    while start > 0 and looks_back(said[start]):
        start -= 1
    while end < len(said) and looks_back(said[end]):
        end += 1
    return " ".join([*said[start:end], *said[:start], *said[end:]])


def looks_back(sentence: str) -> bool:
    """Tell whether a sentence speaks of what the one before it named."""
    return bool(_BACK.match(sentence))
