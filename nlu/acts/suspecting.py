"""Whether somebody tells of a message, a call or a bill they do not trust: « une facture bizarre de la Région »."""

import re
from pathlib import Path

from nlu.french import spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
RECEIVED, DOUBTFUL = re.compile(LISTS["received"]), re.compile(LISTS["doubtful"])
LONGEST = 20  # words


def suspects(text: str) -> bool:
    """Tell whether it speaks of something received that seems a trap, in a few words."""
    said = spoken(text)
    return len(said.split()) <= LONGEST and bool(RECEIVED.search(said)) and bool(DOUBTFUL.search(said))
