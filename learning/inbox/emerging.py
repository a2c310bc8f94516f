"""Finds what people begin to speak of: messages nobody understood that share a word known sentences seldom have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from learning.inbox.candidates import LATER, WAITING
from learning.inbox.ranking import Reason
from learning.sentences.files import Example
from learning.sentences.texts import key
from learning.tables import candidates
from nlu.french import stem, tokens

READ, LEAST, SHOWN = 1_500, 5, 30
LIFT = 4.0
"""How many times more often than in known sentences a word is said, to make a subject."""
MOST_USUAL = 0.005
"""A word that more than this share of known sentences have is everybody's, and no subject."""
OUT = "out_of_scope"
LONGEST, MOST_OF_THEM = 4, 0.6
SHORTEST_WORD = 3


@dataclass(frozen=True)
class Heard:
    """A message that waits, as far as a subject needs it."""

    id: int
    text: str


@dataclass(frozen=True)
class Subject:
    """Messages that share a word: `word` finds them again, `name` is how people write it."""

    word: str
    name: str
    messages: Sequence[Heard]


async def heard(connection: AsyncConnection) -> list[Heard]:
    """Return the messages nobody understood that still wait, the latest first."""
    table = candidates
    lost = or_(table.c.intent == OUT, table.c.reason.in_([Reason.UNKNOWN, Reason.AMBIGUOUS]))
    waiting = table.c.state.in_([WAITING, LATER])
    query = select(table.c.id, table.c.text).where(waiting, lost).order_by(table.c.id.desc()).limit(READ)
    return [Heard(*row) for row in await connection.execute(query)]


def subjects(messages: Sequence[Heard], known: tuple[Example, ...]) -> list[Subject]:
    """Return the subjects, the most spoken of first; a message belongs to one. Call it in a thread."""
    usual, total = _usual(known)
    left = {each.id: (each, _words(each.text)) for each in messages}
    least, everything, found = LEAST / max(1, len(messages)), max(1, len(messages)), list[Subject]()
    while len(found) < SHOWN:
        counts = Counter(word for _, said in left.values() for word in said)
        rare = {
            word: count for word, count in counts.items()
            if count >= LEAST and usual[word] <= MOST_USUAL * total and count / everything >= max(least, LIFT * (usual[word] + 1) / total)
        }  # fmt: skip
        if not rare:
            break
        word = max(rare, key=lambda each: (rare[each], each))
        mine = [each for each, said in left.values() if word in said]
        found.append(Subject(word, _name(word, mine), mine))
        left = {number: about for number, about in left.items() if word not in about[1]}
    return found


def ready(known: tuple[Example, ...]) -> None:
    """Count the words of the known sentences: a second, once."""
    _usual(known)


def about(word: str, messages: Sequence[Heard]) -> list[Heard]:
    """Return the messages that say a word."""
    return [each for each in messages if word in _words(each.text)]


def different(messages: Sequence[Heard], *, most: int = 12) -> list[str]:
    """Return how people say it, each way once."""
    return list({key(each.text): each.text for each in messages}.values())[:most]


@lru_cache(maxsize=1)
def _usual(known: tuple[Example, ...]) -> tuple[Mapping[str, int], int]:
    return Counter(word for each in known for word in _words(each.text)), max(1, len(known))


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in tokens(text) if len(word) > SHORTEST_WORD)


def _name(word: str, messages: Sequence[Heard]) -> str:
    """Return the longest run of words around `word` that most of the messages write."""
    runs: Counter[str] = Counter()
    for each in messages:
        words = key(each.text).split()
        runs.update({" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(a + LONGEST, len(words)) + 1)
                     if any(stem(one) == word for one in words[a:b])})  # fmt: skip
    enough = [run for run, count in runs.items() if count >= MOST_OF_THEM * len(messages)]
    return max(enough, key=len, default=runs.most_common(1)[0][0] if runs else word)
