"""What opens a message and is done with before the rest is understood: « n'annulez pas, c'est Arras », « laissez tomber l'AMI, … »."""

import re
from dataclasses import dataclass
from pathlib import Path

from nlu.acts.refusing import REFUSED, refused_at
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
LEAVING = re.compile(LISTS["leaving"])
SAID_FIRST = re.compile(LISTS["said_first"])
BREAK = re.compile(r"[,.;:!?…]+\s*|\s+(?:mais|juste)\s+")
FEWEST_LEFT = 1  # words


@dataclass(frozen=True)
class Opening:
    """How long the opening is, and whether it leaves the check under way."""

    length: int = 0
    leaves: bool = False


def opening(text: str) -> Opening:
    """Return the opening of `text` that has had its say; none where nothing would be left."""
    said = flat(text)
    leaving = LEAVING.match(said)
    end = max(_after(said, leaving.end()) if leaving else 0, _refused(said))
    end = end or _said_first(said)
    while end and (more := _said_first(said[end:])):
        end += more
    return (
        Opening(end, leaves=bool(leaving)) if len(re.findall(r"\w+", said[end:])) >= FEWEST_LEFT and end else Opening()
    )


def _refused(said: str) -> int:
    """A command refused, up to the next break."""
    found = (refused_at(said, intent) for intent in REFUSED)
    return max((_after(said, place[1]) for place in found if place), default=0)


def _said_first(said: str) -> int:
    found = SAID_FIRST.match(said)
    return found.end() if found else 0


def _after(said: str, place: int) -> int:
    """Return where the next clause begins; 0 where none does."""
    found = BREAK.search(said, place)
    return found.end() if found else 0
