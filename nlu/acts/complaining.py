"""Whether a message only says that the answers do not suit: « vous m'avez déjà dit ça, c'est nul »."""

import re
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
COMPLAINING, CONTESTING = (re.compile(LISTS[name]) for name in ("complaining", "contesting"))


def complains(text: str) -> bool:
    """Tell whether the message complains, and asks nothing."""
    return bool(COMPLAINING.search(flat(text))) and not is_question(text)


def contests(text: str) -> bool:
    """Tell whether the message says that a result is wrong: « ce n'est pas juste pour ADEN »."""
    return bool(CONTESTING.search(flat(text))) and not is_question(text)
