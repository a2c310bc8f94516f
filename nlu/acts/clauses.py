"""The clauses of a message with their places in it: « désolée, il neige ; nous, c'est Bapaume »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))

BREAK = re.compile(LISTS["break"])


@dataclass(frozen=True)
class Clause:
    """A part of the message between two breaks, folded letter for letter."""

    start: int
    end: int
    said: str


def clauses(text: str, *, kept: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """Return the clauses of `text`; no break falls inside the places `kept` (a value)."""
    folded = flat(text)
    cuts = [found.span() for found in BREAK.finditer(folded) if not _inside(found.span(), kept)]
    return [each for each in _between(folded, cuts) if each.said.strip()]


def _inside(span: tuple[int, int], kept: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end and not (span[0] >= end or span[1] <= start) for start, end in kept)


def _between(folded: str, cuts: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    place = 0
    for start, end in [*cuts, (len(folded), len(folded))]:
        yield Clause(place, start, folded[place:start])
        place = end
