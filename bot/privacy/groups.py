"""Digits written in groups, and the words that announce them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from bot.privacy.spans import any_of, lists

ACT_REACH = 40


def ascii_digits(text: str) -> str:
    """Return the digits of any script as 0–9."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(digit)) for digit in text)


def prefixes(groups: tuple[str, ...], lengths: range) -> Iterator[tuple[str, int]]:
    """Yield the digits of the first groups together where their number is one of `lengths`, the longest first."""
    joined, found = "", []
    for count, group in enumerate(groups, 1):
        joined += group
        if len(joined) >= lengths.stop:
            break
        if len(joined) >= lengths.start:
            found.append((joined, count))
    yield from reversed(found)


def said(cues: str, before: str) -> bool:
    """A word of the list `cues` stands just before."""
    return _cue(cues).search(before) is not None


@cache
def _cue(cues: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists(cues))}\b")


def names_an_act(folded: str, start: int) -> bool:
    """What stands at `start` is the number of an act: « délibération n° … », « marché n° … »."""
    return _act().search(folded[max(0, start - ACT_REACH) : start]) is not None


@cache
def _act() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('act_cues'))}\s{{1,2}}(?:{any_of(lists('act_links'))}\s{{0,2}}:?\s{{0,2}})?$")
