"""What the classifier sees of a message: its words, its stems and the pieces of its words."""

from collections.abc import Iterator, Mapping, Sequence

from nlu.french import stem, tokens

Features = Mapping[str, list[str]]


def features(text: str) -> Features:
    """Return, for each block, the features of `text` with repetitions."""
    words = tokens(text)
    return {"stems": list(grams([stem(word) for word in words], 1, 2)), "pieces": list(pieces(words, 2, 5))}


def grams(words: Sequence[str], shortest: int, longest: int) -> Iterator[str]:
    """Yield the runs of `shortest` to `longest` consecutive words."""
    for size in range(shortest, longest + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def pieces(words: Sequence[str], shortest: int, longest: int) -> Iterator[str]:
    """Yield the runs of letters inside each word, a space marking where the word begins and ends."""
    for word in words:
        padded = f" {word} "
        for size in range(shortest, min(longest, len(padded)) + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
