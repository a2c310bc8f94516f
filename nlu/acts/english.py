"""Whether a message is in English, by its little words: a few are enough, where a model of languages needs a long text."""

import re
from pathlib import Path

from nlu.words import words

LISTS = {language: frozenset(said.split()) for language, said in words(Path(__file__).with_suffix(".yml")).items()}
WORD = re.compile(r"(?:[^\W\d_]|')+")
FEWEST = 2


def is_english(text: str) -> bool:
    """Tell whether it has two English little words at least, and more than twice as many as French ones."""
    said = WORD.findall(text.casefold())
    counts = {language: sum(word in known for word in said) for language, known in LISTS.items()}
    return counts["english"] >= FEWEST and counts["english"] > 2 * counts["french"]
