"""Whether an aid still stands: « c'est encore ouvert en 2026 ? », « c'est fini ou pas ? », and the sentence that says it."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
ASKING, TOLD = (re.compile(LISTS[name].replace(" |", "|").strip()) for name in ("asking", "told"))


def asks_if_it_stands(text: str) -> bool:
    """Tell whether a message asks if something is still open or in force."""
    return bool(ASKING.search(flat(text)))


def says_if_it_stands(sentence: str) -> bool:
    """Tell whether a sentence of a record says until when, or whether that is confirmed."""
    return bool(TOLD.search(flat(sentence)))
