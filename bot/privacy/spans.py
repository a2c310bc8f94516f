"""A piece of personal data found in a text, and the kinds there are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlu.words import words

KINDS = (
    "email",
    "phone",
    "nir",
    "iban",
    "card",
    "address",
    "name",
    "birth",
    "plate",
    "document",
    "password",
    "account",
)
REFUSED = frozenset({"nir", "iban", "card"})
"""A message that holds one of these ends the turn: nothing of it is understood or kept."""


@dataclass(frozen=True, order=True)
class Span:
    """Where a piece of personal data stands: `text[start:end]`."""

    start: int
    end: int
    kind: str


@cache
def lists(name: str) -> Any:
    """Return one list of French words from words.yml."""
    return words(Path(__file__).with_name("words.yml"))[name]


def any_of(choices: Iterable[str]) -> str:
    """Return the pattern that reads one of `choices`, the longest first; a space stands for one or two."""
    longest_first = sorted(choices, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(choice).replace(r"\ ", r"\s{1,2}") for choice in longest_first) + ")"


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in the order of the text; where two meet, the first given stands."""
    kept: list[Span] = []
    covered: set[int] = set()
    for span in spans:
        places = range(span.start, span.end)
        if covered.isdisjoint(places):
            kept.append(span)
            covered.update(places)
    return sorted(kept)
