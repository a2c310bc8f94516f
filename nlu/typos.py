"""Makes the typing errors an evaluation asks for: one slip in some of the longer words."""

import random
import re
from collections.abc import Callable, Sequence
from string import ascii_lowercase

WORD = re.compile(r"[^\W\d_]{5,}")


def with_typos(texts: Sequence[str], *, rate: float, seed: int) -> list[str]:
    """Return the texts, each word of five letters or more having a slip with probability `rate`."""
    chance = random.Random(seed)
    return [WORD.sub(lambda found: _perhaps(found.group(), rate, chance), text) for text in texts]


def _perhaps(word: str, rate: float, chance: random.Random) -> str:
    return chance.choice(SLIPS)(word, chance) if chance.random() < rate else word


def _delete(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _swap(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _insert(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word) + 1)
    return word[:place] + chance.choice(ascii_lowercase) + word[place:]


def _replace(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice(ascii_lowercase) + word[place + 1 :]


SLIPS: tuple[Callable[[str, random.Random], str], ...] = (_delete, _swap, _insert, _replace)
