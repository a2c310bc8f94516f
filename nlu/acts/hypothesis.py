"""Whether a message supposes another case after a result, or goes back to a check left aside."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
SUPPOSING = re.compile(LISTS["supposing"])
STRICTLY = re.compile(LISTS["strictly"])
AMENDING = re.compile(LISTS["amending"])
CORRECTING = re.compile(LISTS["correcting"])
RESUMING = re.compile(LISTS["resuming"])
LONGEST = 16
GOING_ON = re.compile(r"^\W*(?:et|et avec|et a|et pour)\s+(?:a |avec |pour |de )?\d")


def supposes(text: str) -> bool:
    """Tell whether the message changes one thing of the case: « et si on baissait à 55 000 ? », « et à 71 000 alors »."""
    said = flat(text.strip())
    return bool(SUPPOSING.match(said)) and len(said.split()) <= LONGEST


def goes_on(text: str) -> bool:
    """Tell whether it goes on with another value: « et 251 000 »."""
    return bool(GOING_ON.match(flat(text.strip())))


def supposes_strictly(text: str) -> bool:
    """Tell whether it can be nothing else: « et si… », « imaginons que… »."""
    return bool(STRICTLY.match(flat(text.strip())))


def amends(text: str) -> bool:
    """Tell whether it opens by going back on a value: « non, en fait 260 000 », « revenons à 85 000 »."""
    return bool(AMENDING.match(flat(text.strip()))) and len(text.split()) <= LONGEST


def corrects(text: str) -> bool:
    """Tell whether the message corrects what was said: « je voulais dire Croix »."""
    return bool(CORRECTING.search(flat(text)))


def resumes(text: str) -> bool:
    """Tell whether the message goes back to the check: « ok on reprend »."""
    return bool(RESUMING.fullmatch(flat(text.strip())))
