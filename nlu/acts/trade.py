"""Whether a message says a trade or a legal form and nothing else: « menuiserie », « c'est une SARL de plomberie »."""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words
from region import statements

LISTS = words(Path(__file__).with_suffix(".yml"))
BEFORE, FIRM = re.compile(LISTS["before"]), re.compile(LISTS["firm"])
HELD = "§"
"""In place of what is read already: a town, a head count."""
SAYING = frozenset({"activity", "legal_form"})
MOST_WORDS, LONGEST_NAME = 8, 4


def tells_trade(text: str, *, most: int = MOST_WORDS) -> bool:
    """Tell whether it opens on a trade or a legal form, with little besides (`most` words in all), and asks nothing."""
    said = flat(text.strip())
    if is_question(text) or len(said.split()) > most:
        return False
    opened = BEFORE.match(said)
    first = said[opened.end() if opened else 0 :].strip(" .!").split()[:LONGEST_NAME]
    return any(_names(first[:count]) and not _names(first[1:count]) for count in range(1, len(first) + 1))


def presents_firm(text: str, entities: Sequence[Entity]) -> bool:
    """Tell whether it names a firm and where it is, and nothing else: « start-up à Lille »; `entities`: its place, its head count."""
    said = flat(text)
    for each in sorted(entities, key=lambda entity: -entity.start):
        said = f"{said[: each.start]}{HELD}{said[each.end :]}"
    return not is_question(text) and len(said.split()) <= MOST_WORDS and bool(FIRM.fullmatch(said))


def _names(said: Sequence[str]) -> bool:
    return bool(SAYING & statements.of(" ".join(said)).keys())
