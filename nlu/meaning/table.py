"""A small table of French word vectors and word rarities, shipped beside the code (see build.py for its origin)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "vectors.npz"


@dataclass(frozen=True)
class Table:
    """Folded word → its place, and by place: the row of `vectors` and `zipf`, how common the word is (log10 per billion words).

    A row of `vectors` has a length of one once divided by its `lengths`: kept in bytes, four times smaller.
    """

    rows: Mapping[str, int]
    places: np.ndarray
    zipf: np.ndarray
    vectors: np.ndarray
    lengths: np.ndarray

    @classmethod
    def read(cls, path: Path) -> "Table":
        """Read a table written by build.py."""
        with np.load(path, allow_pickle=False) as arrays:
            known = bytes(arrays["words"]).decode("utf-8").split("\n")
            vectors = arrays["vectors"]
            lengths = np.linalg.norm(vectors.astype(np.float32), axis=1, keepdims=True)
            zipf = arrays["zipf"].astype(np.float32) / 20
            return cls(
                {word: place for place, word in enumerate(known)},
                arrays["places"],
                zipf,
                vectors,
                np.maximum(lengths, 1e-6),
            )

    def how_common(self, word: str) -> float:
        """Return the Zipf frequency of a folded word, 0 when unknown: 3 is once in a million words."""
        place = self.rows.get(word)
        return 0.0 if place is None else float(self.zipf[place])

    def vector(self, word: str) -> np.ndarray | None:
        """Return the vector of a folded word, of length one; None when it is unknown."""
        row = self.rows.get(word)
        return None if row is None else self._units(self.places[row])

    def sense(self, words: Iterable[str], *, rarity: float = 1e-3) -> np.ndarray:
        """Return the sum of the vectors of folded words, common words counting less (shape: dimensions)."""
        known = [self.rows[word] for word in words if word in self.rows]
        weights = rarity / (rarity + 10.0 ** (self.zipf[known] - 9))
        return np.asarray(weights @ self._units(self.places[known]), dtype=np.float32)

    def _units(self, rows: np.ndarray) -> np.ndarray:
        return np.asarray(self.vectors[rows] / self.lengths[rows])


@cache
def current() -> Table:
    """Return the table shipped with the program, read once."""
    return Table.read(FILE)
