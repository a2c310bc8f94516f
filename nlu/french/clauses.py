"""The clauses of a message that may ask two things: « c'est quoi l'AMI et qui peut m'aider ? »."""

import itertools
import re

from nlu.french.text import flat

QUESTION = (
    r"(?:qu'|que |quel|qui |quand|ou |comment|combien|pourquoi|est-ce|est ce|peut-on|peut on|puis-je|puis je|"
    r"y a-t-il|y a t il|existe|faut-il|faut il|c'est quoi|a qui|a quoi|dans quel|pour qui|jusqu|je voudrais|"
    r"j'aimerais|je veux|dites|pouvez-vous|pouvez vous|peux-tu|peux tu|avez-vous|as-tu)"
)
BOUNDARY = re.compile(
    rf"(?<=[?!;])\s+(?=\w)|(?<=[a-z]{{2}})\.\s+(?={QUESTION})|,?\s+(?:et|sinon|puis|ensuite|et puis|et aussi|et sinon)\s+"
    rf"(?:aussi\s+|sinon\s+)?(?={QUESTION})"
)
SHORTEST_WORDS = 2


def split(text: str) -> list[str]:
    """Return the clauses of `text` in order; one clause when nothing marks a second question."""
    bounds = [(0, 0), *(found.span() for found in BOUNDARY.finditer(flat(text))), (len(text), len(text))]
    clauses = [text[end:start].strip(" ,") for (_, end), (start, _) in itertools.pairwise(bounds)]
    clauses = [clause for clause in clauses if clause]
    long_enough = all(len(clause.split()) >= SHORTEST_WORDS for clause in clauses)
    return clauses if len(clauses) > 1 and long_enough else [text]
