"""Corrects typing errors towards words the assistant was taught, never touching known words, names or codes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import ClassVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST, LONG = 4, 8
COMMON = 3.0
"""Zipf: a word as common as this was meant."""
REMEMBERED = 20_000


@dataclass(frozen=True)
class Corrector:
    """The words that were taught, with their counts, and how common any French word is (Zipf)."""

    SHORTEST_MEANT: ClassVar[int] = SHORTEST - 1
    """Letters of the shortest word that a mistyped one may have been."""

    taught: Mapping[str, int]
    how_common: Callable[[str], float]
    common: float = COMMON
    _memory: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def fit(
        cls, sentences: Iterable[Iterable[str]], *, how_common: Callable[[str], float], common: float = COMMON
    ) -> "Corrector":
        """Learn the words of the training sentences."""
        return cls(Counter(chain.from_iterable(sentences)), how_common, common)

    def correct(self, words: Sequence[str]) -> list[str]:
        """Return the words, the mistyped ones corrected."""
        return [self._one(word) for word in words]

    def _one(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isalpha() or word in self.taught or self.how_common(word) >= self.common:
            return word
        if word not in self._memory:
            if len(self._memory) > REMEMBERED:
                self._memory.clear()
            self._memory[word] = self._nearest(word)
        return self._memory[word]

    def _nearest(self, word: str) -> str:
        """Return the taught word one slip away (two in a long word), the likeliest of several."""
        slips = 1 + (len(word) >= LONG)
        near = process.extract(
            word, self._of_length.get(len(word), ()), scorer=OSA.distance, score_cutoff=slips, limit=5
        )
        likeliest = min(near, key=lambda each: (each[1], self._order(word, each[0])), default=(word,))
        return str(likeliest[0])

    def _order(self, word: str, meant: str) -> tuple[float, ...]:
        """Return what puts words as many slips away in order, the likeliest first."""
        return (-self.taught[meant], -self.how_common(meant))

    @cached_property
    def _of_length(self) -> Mapping[int, list[str]]:
        """Length of a typed word → the taught words it may have been."""
        lengths: dict[int, list[str]] = {}
        for word in self.taught:
            if word.isalpha() and len(word) >= self.SHORTEST_MEANT:
                for length in range(len(word) - 2, len(word) + 3):
                    lengths.setdefault(length, []).append(word)
        return lengths
