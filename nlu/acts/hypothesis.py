"""Whether a message supposes another case after a result, or goes back to a check left aside."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
SUPPOSING = re.compile(LISTS["supposing"])
STRICTLY = re.compile(LISTS["strictly"])
RESUMING = re.compile(LISTS["resuming"])
LONGEST = 16


def supposes(text: str) -> bool:
    """Tell whether the message changes one thing of the case: « et si on baissait à 55 000 ? », « et à 71 000 alors »."""
    said = flat(text.strip())
    return bool(SUPPOSING.match(said)) and len(said.split()) <= LONGEST


def supposes_strictly(text: str) -> bool:
    """Tell whether it can be nothing else: « et si… », « imaginons que… »."""
    return bool(STRICTLY.match(flat(text.strip())))


def resumes(text: str) -> bool:
    """Tell whether the message goes back to the check: « ok on reprend »."""
    return bool(RESUMING.fullmatch(flat(text.strip())))
