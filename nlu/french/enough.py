"""Whether each part of a message may be a question of its own: « combien », only beside another as short."""

import re
from pathlib import Path

from nlu.french.text import flat
from nlu.words import either, words

LONE = re.compile(rf"(?:{either(words(Path(__file__).with_name('clauses.yml'))['lone'])})\W*")
SHORTEST_WORDS, SHORT_WORDS = 2, 3


def all_ask(clauses: list[str]) -> bool:
    """Tell whether each clause may be a question of its own; « combien » alone only beside others as short."""
    if all(map(_long_enough, clauses)):
        return True
    short = all(len(clause.split()) <= SHORT_WORDS for clause in clauses)
    return short and all(_long_enough(clause) or LONE.fullmatch(flat(clause)) for clause in clauses)


def _long_enough(clause: str) -> bool:
    return len(clause.split()) >= SHORTEST_WORDS
