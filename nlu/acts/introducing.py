"""Where somebody says who they are before they ask anything: « Bonjour, mairie de Wormhout. Quelles dépenses… ? »."""

import re
from pathlib import Path

from nlu.acts.answer import APART
from nlu.acts.mixed import told_and_asked
from nlu.acts.population import without_population
from nlu.acts.questions import is_question
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
GREETING, PRESENTS, BETWEEN = (re.compile(LISTS[name]) for name in ("greeting", "presents", "between"))
SENTENCE = re.compile(r"(?<=[.!?;…\n])\s+")


def introduction(text: str) -> str:
    """Return the sentences of a message that tell something before it asks; empty where they may be of another."""
    told, asked = told_and_asked(text)
    said = told if asked else "" if is_question(text) else text
    return "" if APART.search(flat(without_population(said))) else said


def presents(text: str, place: int) -> bool:
    """Tell whether the body or the trade named at that place is the one the person speaks for."""
    start = max((found.end() for found in SENTENCE.finditer(text, 0, place)), default=0)
    before = flat(text[start:place])
    greeting = GREETING.match(before)
    rest = before[greeting.end() if greeting else 0 :]
    opened = PRESENTS.match(rest)
    return bool(BETWEEN.fullmatch(rest[opened.end() :] if opened else "" if not rest.strip() else "?"))
