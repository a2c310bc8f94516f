"""What a sum is for, said before it: « on voudrait un ERP à vingt-cinq mille euros », « le maire hésite entre 60 et 80 000 »."""

import re
from pathlib import Path

from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
AHEAD = re.compile(f"{LISTS['before']}{LISTS['who']}{LISTS['wants']}{LISTS['what']}{LISTS['joint']}")
SPENDING = re.compile(LISTS["spending"])


def plans(before: str) -> bool:
    """Tell whether the folded words before a sum say who plans what with it, and nothing else."""
    return bool(AHEAD.fullmatch(before))


def spends(before: str) -> bool:
    """Tell whether they say that it is spent: whatever was asked, the sum is the project's."""
    return bool(SPENDING.search(before))
