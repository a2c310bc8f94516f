"""Whether a message only says that the answers do not suit: « vous m'avez déjà dit ça, c'est nul »."""

import re
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.french import flat
from nlu.words import words

COMPLAINING = re.compile(words(Path(__file__).with_suffix(".yml"))["complaining"])


def complains(text: str) -> bool:
    """Tell whether the message complains, and asks nothing."""
    return bool(COMPLAINING.search(flat(text))) and not is_question(text)
