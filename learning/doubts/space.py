"""The sentences of the files as vectors, where the near ones say the same.

`python -m learning.doubts.space` reads texts, a JSON list, and writes their columns and their vectors: some seconds and 150 MB
that a process of its own takes away when it ends.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
from scipy import sparse

from bot import project
from learning.sentences.files import Example
from nlu.features import Features, features
from nlu.french import tokens
from nlu.vectors import Vectoriser, Vocabulary

WEIGHTS = {"stems": 1.0, "pairs": 0.5, "pieces": 1.0}
LENGTH = sum(weight**2 for weight in WEIGHTS.values())


class Space:
    """The known sentences and their intents; raises subprocess.CalledProcessError if they cannot be read."""

    def __init__(self, known: Sequence[Example]) -> None:
        self.intents = [each.intent for each in known]
        vocabulary, self._sentences = _read_apart([each.text for each in known])  # a column each
        self._vectoriser = Vectoriser(vocabulary, WEIGHTS)

    def vectors(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return self._vectoriser.matrix(_read(texts))

    def near(self, vectors: sparse.csr_matrix) -> np.ndarray:
        """Return, for each vector, how alike each sentence of the files is."""
        return np.asarray((vectors @ self._sentences).todense()) / LENGTH

    def likeness(self, vectors: sparse.csr_matrix) -> np.ndarray:
        """Return, for each vector, how alike each sentence of the files is, then each of the vectors."""
        return np.hstack([self.near(vectors), among(vectors)])


def among(vectors: sparse.csr_matrix) -> np.ndarray:
    """Return how alike some vectors are."""
    return np.asarray((vectors @ vectors.T).todense()) / LENGTH


def _read_apart(texts: Sequence[str]) -> tuple[Vocabulary, sparse.csr_matrix]:
    with tempfile.TemporaryFile() as written:
        command, given = [sys.executable, "-m", "learning.doubts.space"], json.dumps(texts).encode()
        subprocess.run(command, input=given, stdout=written, cwd=project.ROOT, check=True)
        written.seek(0)
        with np.load(written, allow_pickle=False) as arrays:
            vocabulary = Vocabulary(json.loads(bytes(arrays["columns"])), arrays["idf"])
            lines = arrays["values"], arrays["places"], arrays["ends"]
    return vocabulary, sparse.csr_matrix(lines, shape=(len(vocabulary.idf), len(texts)))


def _write(texts: Sequence[str], out: BinaryIO) -> None:
    vocabulary = Vocabulary.of(_read(texts), WEIGHTS)  # the features are read twice: kept, they would weigh 100 MB
    by_column = Vectoriser(vocabulary, WEIGHTS).matrix(_read(texts)).T.tocsr()
    columns = np.frombuffer(json.dumps(vocabulary.columns).encode(), dtype=np.uint8)
    arrays = {"values": by_column.data, "places": by_column.indices, "ends": by_column.indptr}
    np.savez(out, columns=columns, idf=vocabulary.idf, **arrays)


def _read(texts: Sequence[str]) -> Iterator[Features]:
    return (features(tokens(text)) for text in texts)


if __name__ == "__main__":
    _write(json.load(sys.stdin), sys.stdout.buffer)
