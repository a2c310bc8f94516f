"""Finds training sentences that nearly repeat each other, or that say the same under two intents."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from learning.sentences.files import Example

REPEATED, CONTRADICTING = 92, 90
STEP = 400


@dataclass(frozen=True)
class Overlap:
    """Two sentences too much alike; of different intents, they contradict each other."""

    one: Example
    other: Example
    likeness: float

    @property
    def contradicts(self) -> bool:
        """Whether the two are of different intents."""
        return self.one.intent != self.other.intent


@lru_cache(maxsize=4)
def overlaps(examples: tuple[Example, ...], intent: str) -> tuple[Overlap, ...]:
    """Return the sentences of `intent` that overlap with any other, contradictions first, the most alike first."""
    keys = [each.key for each in examples]
    mine = [place for place, each in enumerate(examples) if each.intent == intent]
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(mine), STEP):
        some = mine[start : start + STEP]
        scores = process.cdist([keys[place] for place in some], keys, scorer=fuzz.ratio, score_cutoff=CONTRADICTING)
        for row, column in zip(*scores.nonzero(), strict=True):
            pair = sorted((some[row], int(column)))
            if pair[0] != pair[1]:
                found[pair[0], pair[1]] = float(scores[row, column])
    pairs = [Overlap(examples[one], examples[other], score) for (one, other), score in found.items()]
    kept = [each for each in pairs if each.contradicts or each.likeness >= REPEATED]
    return tuple(sorted(kept, key=lambda each: (not each.contradicts, -each.likeness)))


def support(examples: Sequence[Example]) -> dict[str, int]:
    """Return how many sentences each intent has."""
    counts: dict[str, int] = defaultdict(int)
    for example in examples:
        counts[example.intent] += 1
    return counts
