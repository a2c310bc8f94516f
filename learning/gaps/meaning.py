"""Puts together messages that mean the same: by their words, and by what the words mean."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import log

import numpy as np

from learning.doubts import neighbours
from learning.doubts.space import among
from learning.sentences.files import Example
from nlu import meaning
from nlu.french import fold, tokens

MEANT, APART = 0.3, 0.85
"""Weight of the meaning of words beside the words themselves, and the distance from which two groups stay two."""
COMMON, READ = 2, 3_000
"""Directions that every sentence of ours shares, taken away; sentences read to find them."""


def groups(texts: Sequence[str], known: tuple[Example, ...]) -> list[list[int]]:
    """Return the places of `texts` by group, the largest first; under a second for 600. Call it in a thread."""
    if len(texts) < 2:
        return [[place] for place in range(len(texts))]
    from scipy.cluster.hierarchy import fcluster, linkage  # 6 MB and 0.1 s, when an operator looks
    from scipy.spatial.distance import squareform

    space, sense = neighbours.space(known), _Sense.of(known)
    vectors = space.vectors(texts)
    meant = sense.of_all(texts)
    apart = np.clip(1 - MEANT * (meant @ meant.T) - (1 - MEANT) * among(vectors), 0, 2)
    np.fill_diagonal(apart, 0)
    numbers = fcluster(linkage(squareform((apart + apart.T) / 2, checks=False), "average"), APART, "distance")
    found: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        found[int(number)].append(place)
    return sorted(found.values(), key=len, reverse=True)


def ready(known: tuple[Example, ...]) -> None:
    """Read what the known sentences say and mean: some seconds, once for each state of the files."""
    neighbours.space(known)
    _Sense.of(known)
    _ready[:] = [known]


def is_ready(known: tuple[Example, ...]) -> bool:
    """Tell whether groups are found at once."""
    return any(each is known for each in _ready)


_ready: list[tuple[Example, ...]] = []


class _Sense:
    """What a sentence means: its rare words weigh, and what all our sentences share is taken away."""

    def __init__(self, known: Sequence[Example]) -> None:
        words = [_words(each.text) for each in known]
        self._seen, self._count = Counter(word for each in words for word in set(each)), len(words)
        rows = _unit(np.array([self._sum(each) for each in words[:: max(1, len(words) // READ)]]))
        self._middle = rows.mean(axis=0)
        self._shared = np.linalg.svd(rows - self._middle, full_matrices=False)[2][:COMMON]

    @staticmethod
    @lru_cache(maxsize=1)
    def of(known: tuple[Example, ...]) -> "_Sense":
        return _Sense(known)

    def of_all(self, texts: Sequence[str]) -> np.ndarray:
        """Return a line of length one for each text (zero where no word is known)."""
        rows = _unit(np.array([self._sum(_words(each)) for each in texts])) - self._middle
        return _unit(rows - (rows @ self._shared.T) @ self._shared)

    def _sum(self, words: Sequence[str]) -> np.ndarray:
        table = meaning.current()
        summed = np.zeros(table.vectors.shape[1], dtype=np.float32)
        for word in words:
            if (vector := table.vector(word)) is not None:
                summed += log((1 + self._count) / (1 + self._seen[word])) * vector
        return summed


def _unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))


def _words(text: str) -> list[str]:
    return [fold(word) for word in tokens(text)]
