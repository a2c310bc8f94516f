"""What follows a number: its scale, a half, the euro. « 70 k€ », « un million et demi », « 5 millions d'euros »."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlu.french.quantities import Number
from nlu.words import words

LISTS = words(Path(__file__).with_name("quantities.yml"))
SCALES: Mapping[str, int] = LISTS["scales"]
THOUSANDS = frozenset(name for name, scale in SCALES.items() if scale == 1_000)
MILLION = 1_000_000
EURO = re.compile("|".join(LISTS["euro"]))
LARGE = frozenset(name for name, scale in SCALES.items() if scale >= MILLION and len(name) > 2)
"""The words that only money, people and the like are counted in: no telephone is followed by « millions »."""


@dataclass(frozen=True)
class Unit:
    """What a number is counted in: `scale` is the word or letter said, `end` where it ends."""

    end: int
    scale: str = ""
    half: bool = False
    euros: bool = False

    def worth(self, number: Number) -> float:
        """Return what the number is worth with its scale, to the hundredth."""
        half = 0.5 * (MILLION if number.value >= MILLION else 1) if self.half else 0
        return round((number.value + half) * SCALES.get(self.scale, 1), 2)


def unit(folded: str, end: int) -> Unit:
    """Return what follows the number that ends at `end` of a text made flat; nothing is a unit of its own."""
    found = _pattern().match(folded, end)
    assert found is not None  # each of its parts may be missing
    return Unit(found.end(), (found["scale"] or "").strip(), bool(found["half"]), bool(found["money"]))


@cache
def _pattern() -> re.Pattern[str]:
    letters = "|".join(name for name in SCALES if len(name) <= 1)
    names = "|".join(sorted((name for name in SCALES if len(name) > 1), key=len, reverse=True))
    return re.compile(
        rf"(?P<scale>\s?(?:{letters})(?=\s?(?:{EURO.pattern})|\b)|\s?(?:{names})\b)?"
        rf"(?P<half>{LISTS['half']})?(?P<money>{LISTS['of']}(?:{EURO.pattern}))?"
    )
