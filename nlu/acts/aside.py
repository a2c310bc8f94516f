"""What is named without being the case to check: where a resident lives, a body denied."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
SENTENCE, SHORT = re.compile(r"(?<=[.!?;])\s+"), 8
LIVING, BODY, DENYING = (re.compile(LISTS[name]) for name in ("living", "body", "denying"))


def says_where_one_lives(text: str) -> bool:
    """Tell whether a resident says where they live: « j'habite un petit village vers Hirson »."""
    return bool(LIVING.search(flat(text)))


def without_dwelling(text: str) -> str | None:
    """Return the other sentences of a message where one only says where somebody lives; None where none does."""
    sentences = SENTENCE.split(text.strip())
    kept = [
        each
        for each in sentences
        if not (says_where_one_lives(each) and len(each.split()) <= SHORT and "?" not in each)
    ]
    return " ".join(kept) if 0 < len(kept) < len(sentences) else None


def dwellings(text: str) -> list[tuple[int, int]]:
    """Return where the words stand that name the place lived in as a body: « un petit village »."""
    return [found.span() for found in BODY.finditer(flat(text))] if says_where_one_lives(text) else []


def denies_body(text: str) -> bool:
    """Tell whether the message only says what the person is not: « je suis pas une commune »."""
    return bool(DENYING.fullmatch(flat(text.strip()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))
