"""The little word that ends what is put forward and asks for a yes: « ça pompe de l'eau, non ? », « c'est ça, hein »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
TAG, SAID = re.compile(LISTS["tag"]), re.compile(LISTS["said"])
FEWEST, FEWEST_ASKED = 3, 2  # words before it; where it ends with « ? »


def untagged(text: str) -> str | None:
    """Return what a message puts forward, as a question, without the tag that ends it; None where it has none."""
    folded = flat(text)
    found = TAG.search(folded)
    if not found or len(folded) != len(text):
        return None
    before = folded[: found.start()]
    fewest = FEWEST_ASKED if "?" in found.group() else FEWEST
    if len(before.split()) < fewest or SAID.search(before):
        return None
    return f"{text[: found.start()].rstrip(' ,')} ?"
