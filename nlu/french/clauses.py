"""The clauses of a message that may ask several things: « c'est quoi l'AMI et qui peut m'aider ? »."""

import itertools
import re
from pathlib import Path

from nlu.french.text import flat
from nlu.words import either, words

SAID = {name: either(forms) for name, forms in words(Path(__file__).with_suffix(".yml")).items()}
QUESTION = rf"(?:{SAID['opens']})"
ASKING = re.compile(rf"^(?:{SAID['subjects']})\s|\b(?:{SAID['asks']})\b")
"""What a clause that asks something holds, wherever it stands: « et ça ferme quand »."""
BOUNDARY = re.compile(
    rf"(?<=[?!;])\s+(?=\w)|(?<=[a-z]{{2}})\.\s+(?={QUESTION})"
    rf"|,?\s+(?:{SAID['joins']})\s+(?:(?:{SAID['joins_more']})\s+)?(?={QUESTION})"
)
JOINED = re.compile(rf"\s*,?\s+et\s+(?:(?:{SAID['and_more']})\s+)?|\s+\+\s+|\s*,\s+(?={SAID['restarts']})")
SHORTEST_WORDS = 2


def split(text: str) -> list[str]:
    """Return the clauses of `text` in order; one clause when nothing marks a second question."""
    clauses = _cut(text, BOUNDARY)
    return clauses if len(clauses) > 1 and all(map(_long_enough, clauses)) else [text]


def questions(text: str) -> list[str]:
    """Return the questions of `text`, those that share a subject too: « l'AMI c'est pour qui et ça ferme quand »."""
    parts = [part for clause in split(text) for part in _each_asks(clause)]
    return parts if all(map(_long_enough, parts)) else [text]


def _each_asks(clause: str) -> list[str]:
    parts = _cut(clause, JOINED)
    plus = " + " in clause
    return parts if len(parts) > 1 and all(plus or ASKING.search(flat(part)) for part in parts) else [clause]


def _cut(text: str, boundary: re.Pattern[str]) -> list[str]:
    bounds = [(0, 0), *(found.span() for found in boundary.finditer(flat(text))), (len(text), len(text))]
    clauses = [text[end:start].strip(" ,") for (_, end), (start, _) in itertools.pairwise(bounds)]
    return [clause for clause in clauses if clause]


def _long_enough(clause: str) -> bool:
    return len(clause.split()) >= SHORTEST_WORDS
