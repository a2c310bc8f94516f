"""Asks the sentences nearest to each addition what it means, its own batch and a tenth of the others left out in turn."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from learning.doubts.reading import NEIGHBOURS, Added, Doubt
from learning.doubts.space import Space
from learning.sentences.files import Example

RUNS, LEFT_OUT = 5, 0.1
NEAREST = 10
AT_ONCE = 32
"""Messages compared with every sentence at a time: a line of 17,000 numbers each."""
NO_SUPPORT = 0.05
"""Under this share of the votes, an intent has nobody near it; docs/console.md says how many honest labels this marks."""
LIKELY, SURE_OF_IT, NEAR = 0.2, 0.4, 0.25


@lru_cache(maxsize=1)
def space(known: tuple[Example, ...]) -> Space:
    """Return the sentences of the files as vectors: some seconds the first time."""
    return Space(known)


@dataclass(frozen=True)
class Read:
    """A message and what it was understood as."""

    id: int
    text: str
    intent: str


def ready(known: tuple[Example, ...]) -> None:
    """Prepare the sentences of the files: some seconds, once."""
    space(known)


def otherwise(messages: Sequence[Read], known: tuple[Example, ...]) -> set[int]:
    """Return the messages whose nearest sentences mean, nearly all, something else than what was understood."""
    if not messages or not known:
        return set()
    held, found = space(known), set[int]()
    for start in range(0, len(messages), AT_ONCE):
        some = messages[start : start + AT_ONCE]
        rows = zip(some, held.near(held.vectors([each.text for each in some])), strict=True)
        found |= {each.id for each, row in rows if _unlike(row, held.intents, each.intent, likely=SURE_OF_IT)}
    return found


def doubts(sentences: Sequence[Added], known: tuple[Example, ...], *, seed: int = 1) -> list[Doubt]:
    """Return the sentences nothing near supports, in most of the runs; slow the first time: call it in a thread."""
    if not sentences or not known:
        return []
    near = space(known)
    alike = near.likeness(near.vectors([each.text for each in sentences]))
    intents = [*near.intents, *(each.intent for each in sentences)]
    chance, against = random.Random(seed), [Counter[str]() for _ in sentences]
    for _ in range(RUNS):
        kept = np.array([1.0] * len(known) + [chance.random() >= LEFT_OUT for _ in sentences])
        for row, each in enumerate(sentences):
            others = kept * alike[row] * np.array([1.0] * len(known) + [one.batch != each.batch for one in sentences])
            if expected := _unlike(others, intents, each.intent):
                against[row][expected] += 1
    return [
        Doubt(each.id, NEIGHBOURS, found.most_common(1)[0][0])
        for each, found in zip(sentences, against, strict=True)
        if found.total() * 2 > RUNS
    ]


def _unlike(likeness: np.ndarray, intents: Sequence[str], given: str, *, likely: float = LIKELY) -> str | None:
    """Return what the nearest sentences mean where hardly any means what was given."""
    nearest = np.argpartition(-likeness, min(NEAREST, len(likeness) - 1))[:NEAREST]
    votes: Counter[str] = Counter()
    for place in nearest:
        votes[intents[place]] += float(likeness[place] ** 2)  # type: ignore[assignment]
    total, (best, most) = sum(votes.values()), votes.most_common(1)[0]
    if not total or likeness[nearest].max() < NEAR or votes[given] / total > NO_SUPPORT or most / total < likely:
        return None
    return best
