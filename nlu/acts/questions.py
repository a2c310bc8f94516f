"""Whether a message asks rather than answers, and whether it asks what the question just asked is for."""

import re
from pathlib import Path

from nlu.french import flat, spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
QUESTION = re.compile(LISTS["question"])
WHY = re.compile(LISTS["why"])
OPEN = re.compile(LISTS["open"])
ONLY_WHY = re.compile(LISTS["only_why"])
WANTS_TO_KNOW = re.compile("|".join(LISTS["wants_to_know"]))
LONGEST_WHY = 8


def is_question(text: str) -> bool:
    """Tell whether the message asks rather than answers."""
    return bool(QUESTION.search(flat(text.strip()))) or bool(WANTS_TO_KNOW.search(spoken(text)))


def opens_question(text: str) -> bool:
    """Tell whether what it asks cannot be answered by yes or no: « ça paie combien pour 12 salariés ? »."""
    return bool(OPEN.search(flat(text)))


def asks_why(text: str) -> bool:
    """Tell whether the message asks what the question just asked is for: « pourquoi vous me demandez ça ? »."""
    return bool(WHY.match(spoken(text))) and len(text.split()) <= LONGEST_WHY


def asks_only_why(text: str) -> bool:
    """Tell whether it can ask nothing else: « pourquoi ? », « à quoi sert la question ? »."""
    return bool(ONLY_WHY.fullmatch(spoken(text)))
