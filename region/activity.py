"""The activity a trade says: « menuiserie » is an ordinary one, « agence immobilière » one that some aids leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from nlu.french import fold
from region.files import pack_file, read_yaml

_OVERRULING = ("franchise", "branch")  # said anywhere, they decide

_FEW_WORDS = r"(?: [\w'-]+){0,4} "


@lru_cache(maxsize=64)  # the steps of one turn read the same message
def of(text: str) -> str | None:
    """The activity of the first trade named; None where no known trade is. A trade alone may be a single plain word."""
    said = fold(text)
    alone = next((value for value, known in _alone().items() if known.fullmatch(said.strip(" .!"))), None)
    found = {value: match.start() for value, known in _known().items() if (match := known.search(said))}
    overruling = next((value for value in _OVERRULING if value in found), None)
    return alone or overruling or min(found, key=lambda value: found[value], default=None)


def place(text: str) -> int | None:
    """Where the first trade is named, in letters; None where no known trade is."""
    said = fold(text)
    return min((found.start() for known in _known().values() if (found := known.search(said))), default=None)


@cache
def _known() -> dict[str, re.Pattern[str]]:
    read = read_yaml(pack_file("activities.yml"))
    return {value: any_of(words) for value, words in read.items() if value != "alone"}


@cache
def _alone() -> dict[str, re.Pattern[str]]:
    return {value: any_of(words) for value, words in read_yaml(pack_file("activities.yml"))["alone"].items()}


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole phrases, the longest first, in the singular or the plural; « … » stands for four words at most."""
    longest = sorted((fold(word) for word in words), key=len, reverse=True)
    phrases = "|".join(_FEW_WORDS.join(map(re.escape, word.split(" ... "))) for word in longest)
    return re.compile(rf"(?<![\w-])(?:{phrases})[sx]?(?![\w-])")
