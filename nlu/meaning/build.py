"""Makes vectors.npz from spaCy's French package: `python -m nlu.meaning.build FOLDER` (the folder of fr_core_news_md).

The vectors are Explosion's fastText vectors of OSCAR and Wikipedia (licence CC0), the frequencies wordfreq's.
Only the commoner words are kept, folded, with their vectors reduced to the first principal directions, one byte each.
"""

import sys
from pathlib import Path

import numpy as np
import spacy
import wordfreq

from nlu.french import fold
from nlu.meaning.table import FILE

DIMENSIONS = 160
WORDS = 90_000


def main(folder: Path) -> None:
    """Write the table."""
    vocabulary = spacy.load(
        folder, exclude=["tok2vec", "morphologizer", "parser", "senter", "ner", "attribute_ruler", "lemmatizer"]
    ).vocab
    words, rows, zipf = _common_words(vocabulary)
    used, places = np.unique(rows, return_inverse=True)
    vectors = _reduced(vocabulary.vectors.data, used)
    np.savez_compressed(
        FILE,
        words=np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        places=places.astype(np.uint16),
        zipf=np.round(np.array(zipf) * 20).astype(np.uint8),
        vectors=vectors,
    )


def _common_words(vocabulary: spacy.vocab.Vocab) -> tuple[list[str], list[int], list[float]]:
    found: dict[str, tuple[int, float]] = {}
    mass: dict[str, float] = {}
    for word in wordfreq.top_n_list("fr", 4 * WORDS):
        mass[fold(word)] = mass.get(fold(word), 0.0) + wordfreq.word_frequency(word, "fr")
        row = vocabulary.vectors.find(key=vocabulary.strings[word]) if word in vocabulary.strings else -1
        if row >= 0 and fold(word).isalnum() and fold(word) not in found and len(found) < WORDS:
            found[fold(word)] = (int(row), 0.0)
    words = sorted(found)
    return words, [found[word][0] for word in words], [9 + float(np.log10(mass[word])) for word in words]


def _reduced(data: np.ndarray, used: np.ndarray) -> np.ndarray:
    unit = data / np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-6)
    centred = unit - unit.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    reduced = centred[used] @ directions[:DIMENSIONS].T
    reduced /= np.maximum(np.abs(reduced).max(axis=1, keepdims=True), 1e-6)
    return np.round(127 * reduced).astype(np.int8)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
