"""The clauses of a message that may ask several things: « c'est quoi l'AMI et qui peut m'aider ? »."""

import itertools
import re

from nlu.french.text import flat

QUESTION = (
    r"(?:qu'|que |quel|qui |quand|ou |comment|combien|pourquoi|est-ce|est ce|peut-on|peut on|puis-je|puis je|"
    r"y a-t-il|y a t il|existe|faut-il|faut il|c'est quoi|a qui|a quoi|dans quel|pour qui|jusqu|je voudrais|"
    r"j'aimerais|je veux|dites|pouvez-vous|pouvez vous|peux-tu|peux tu|avez-vous|as-tu)"
)
ASKING = re.compile(
    r"^(?:ca|c'est|cela|il|elle|on)\s|\b(?:quel(?:le)?s?|qui|quand|ou|comment|combien|pourquoi|quoi|koi|kan|est[- ]ce|peut[- ]on|faut[- ]il|"
    r"y a[- ]t[- ]il|(?:est|sont|a|ont|va|peut|doit)-(?:t-)?(?:il|elle|on)s?)\b"
)
"""What a clause that asks something holds, wherever it stands: « et ça ferme quand »."""
BOUNDARY = re.compile(
    rf"(?<=[?!;])\s+(?=\w)|(?<=[a-z]{{2}})\.\s+(?={QUESTION})|,?\s+(?:et|sinon|puis|ensuite|et puis|et aussi|et sinon)\s+"
    rf"(?:aussi\s+|sinon\s+)?(?={QUESTION})"
)
JOINED = re.compile(r"\s*,?\s+et\s+(?:puis\s+|aussi\s+|sinon\s+)?|\s+\+\s+|\s*,\s+(?=c'est)")
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
