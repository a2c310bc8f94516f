"""Tells how much the words of a message belong to what people ask here: « proch'ia » does, « mayonnaise » does not."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log

from nlu.features import CLASSES

MARKS = frozenset(f"x{name}" for name in CLASSES)
"""The class words that stand for a town, an amount…: any subject may name them."""
SPECIFIC, FOREIGN = 0.2, 1.0
"""What the words most of our own, and the share of words never asked here, add to the margin."""
LEAST, MOST = -4.0, 6.0
RAREST, COMMONEST = 1.0, 8.0  # Zipf


@dataclass(frozen=True)
class Domain:
    """How often each word is asked here, and how common it is in French."""

    counts: Mapping[str, int]
    how_common: Callable[[str], float]

    @classmethod
    def fit(cls, sentences: Iterable[Sequence[str]], *, how_common: Callable[[str], float]) -> "Domain":
        """Count the words of the questions taught."""
        return cls(Counter(word for words in sentences for word in words), how_common)

    @property
    def total(self) -> int:
        """Return how many words were counted."""
        return sum(self.counts.values())

    def evidence(self, words: Sequence[str], *, total: int, own: bool = False) -> float:
        """Return what the words add to the margin of a question; `own` when these words were counted too."""
        said = Counter(word for word in words if word not in MARKS)
        asked = {word: self.counts.get(word, 0) - own * times for word, times in said.items()}
        if not asked:
            return 0.0
        common = {word: self.how_common(word) for word in asked}
        ours = nlargest(2, (_specific(asked[word], total, common[word]) for word in asked))
        rarity = {word: max(0.0, COMMONEST - common[word]) for word in asked}
        foreign = sum(rarity[word] for word in asked if asked[word] <= 0) / max(sum(rarity.values()), 1e-6)
        return SPECIFIC * sum(ours) / len(ours) - FOREIGN * foreign


def _specific(times: int, total: int, common: float) -> float:
    """Return the log of how much likelier a word is here than in French, within bounds."""
    french = (max(common, RAREST) - 9) * log(10)
    return min(MOST, max(LEAST, log((max(times, 0) + 0.3) / max(total, 1)) - french))
