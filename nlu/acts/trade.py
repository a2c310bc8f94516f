"""Whether a message says a trade or a legal form and nothing else: « menuiserie », « c'est une SARL de plomberie »."""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.french import flat
from nlu.words import words
from region import statements

BEFORE = re.compile(words(Path(__file__).with_suffix(".yml"))["before"])
SAYING = frozenset({"activity", "legal_form"})
MOST_WORDS, LONGEST_NAME = 8, 4


def tells_trade(text: str) -> bool:
    """Tell whether it opens on a trade or a legal form, with little besides, and asks nothing."""
    said = flat(text.strip())
    if is_question(text) or len(said.split()) > MOST_WORDS:
        return False
    opened = BEFORE.match(said)
    first = said[opened.end() if opened else 0 :].strip(" .!").split()[:LONGEST_NAME]
    return any(_names(first[:count]) and not _names(first[1:count]) for count in range(1, len(first) + 1))


def _names(said: Sequence[str]) -> bool:
    return bool(SAYING & statements.of(" ".join(said)).keys())
