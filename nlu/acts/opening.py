"""What opens a message and is done with before the rest is understood: « n'annulez pas, c'est Arras », « laissez tomber l'AMI, … »."""

import re
from dataclasses import dataclass
from pathlib import Path

from nlu.acts.mixed import effect_asked
from nlu.acts.refusing import REFUSED, refused_at
from nlu.acts.stopping import stopped_to_ask
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
LEAVING = re.compile(LISTS["leaving"])
INSTEAD, OF_AN_AID = re.compile(LISTS["instead"]), re.compile(LISTS["of_an_aid"])
SAID_FIRST, SAID_LAST = re.compile(LISTS["said_first"]), re.compile(LISTS["said_last"])
BREAK = re.compile(r"[,.;:!?…]+\s*|\s+(?:mais|juste)\s+")
FEWEST_LEFT = 1  # words


@dataclass(frozen=True)
class Opening:
    """How long the opening is, whether it leaves the check under way, and where what is asked ends (None: with the message)."""

    length: int = 0
    leaves: bool = False
    end: int | None = None

    def __bool__(self) -> bool:
        return bool(self.length or self.end)


def opening(text: str) -> Opening:
    """Return the opening of `text` that has had its say, and the reproach it ends on; none where nothing would be left."""
    said = flat(text)
    leaving, refused = LEAVING.match(said), _refused(said)
    stopped = 0 if refused else stopped_to_ask(text)
    instead = INSTEAD.match(said)
    if instead and not any(map(str.isdigit, instead.group())) and said[instead.end() :].strip():
        return Opening(instead.end(), leaves=bool(OF_AN_AID.search(instead.group())))
    end = stopped or max(_after(said, leaving.end()) if leaving else 0, refused)
    end = end or _said_first(said)
    while end and (more := _said_first(said[end:])):
        end += more
    found = SAID_LAST.search(said, end)
    last = found.start() if found else effect_asked(text)
    left = said[end:last]
    if (not end and last is None) or len(re.findall(r"\w+", left)) < FEWEST_LEFT:
        return Opening()
    return Opening(end, leaves=bool(leaving or stopped), end=last)


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
