"""A question of fact in English, word by word in French, so that the records may answer it: « when was the roadmap adopted? »."""

import re
from functools import cache
from pathlib import Path

from nlu.words import either, words

LISTS = words(Path(__file__).with_suffix(".yml"))
OPENS = re.compile(LISTS["opens"], re.IGNORECASE)
FEWEST = 2
"""Words of the list, for a message that begins as English to be English."""


def gloss(text: str) -> str | None:
    """Return an English question in French words; None for what does not begin as one, or holds few words known."""
    if not OPENS.match(text) or len(_phrases().findall(text)) + len(_left_out().findall(text)) < FEWEST:
        return None
    french = _phrases().sub(lambda found: LISTS["phrases"][found[0].lower()], text)
    return re.sub(r"\s+", " ", _left_out().sub(" ", french)).strip()


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(LISTS["phrases"], key=len, reverse=True)
    return re.compile(rf"(?<![\w'’])(?:{either(map(re.escape, longest_first))})(?![\w])", re.IGNORECASE)


@cache
def _left_out() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{either(LISTS['left_out'].split())})(?![\w'’-])", re.IGNORECASE)
