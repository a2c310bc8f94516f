"""What the classifier sees of a message: stems, pieces of words, and classes for what changes (a town, an amount…)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from nlu.entities import Entity
from nlu.french import stem

Features = Mapping[str, list[str]]
CLASSES = frozenset({"commune", "departement", "region", "amount", "siren", "headcount"})
HOME_REGION = "32"


def marked(text: str, entities: Iterable[Entity], *, home: str = HOME_REGION) -> str:
    """Return `text` with a class word in place of towns, amounts and numbers: what is taught of one holds for all.

    The Région at `home` (INSEE code) keeps its name: the others are other regions.
    """
    pieces_kept, end = [], 0
    for entity in sorted(entities, key=lambda each: each.start):
        at_home = entity.entity == "region" and entity.value == home
        if entity.entity in CLASSES and entity.start >= end and not at_home:
            pieces_kept += [text[end : entity.start], f" x{entity.entity} "]
            end = entity.end
    return "".join(pieces_kept) + text[end:]


def features(words: Sequence[str]) -> Features:
    """Return, for each block, the features of the words with repetitions."""
    return {name: list(extract(words)) for name, extract in BLOCKS.items()}


def grams(words: Sequence[str], shortest: int, longest: int) -> Iterator[str]:
    """Yield the runs of `shortest` to `longest` consecutive words."""
    for size in range(shortest, longest + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def pairs(words: Sequence[str], *, reach: int = 3) -> Iterator[str]:
    """Yield the pairs of words that one or two others stand between: « combien … coûte »."""
    for place, word in enumerate(words):
        for other in words[place + 2 : place + 1 + reach]:
            yield f"{word}~{other}"


@lru_cache(maxsize=4096)
def pieces(word: str, *, shortest: int = 2, longest: int = 5) -> tuple[str, ...]:
    """Return the runs of letters inside a word, a space marking where the word begins and ends."""
    padded = f" {word} "
    sizes = range(shortest, min(longest, len(padded)) + 1)
    return tuple(padded[start : start + size] for size in sizes for start in range(len(padded) - size + 1))


BLOCKS: Mapping[str, Callable[[Sequence[str]], Iterator[str]]] = {
    "stems": lambda words: grams([stem(word) for word in words], 1, 2),
    "pairs": lambda words: pairs([stem(word) for word in words]),
    "pieces": lambda words: chain.from_iterable(map(pieces, words)),
}
