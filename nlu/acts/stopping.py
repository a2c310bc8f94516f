"""Whether somebody stops the check under way: « on oublie », « laissez. Et une commune ? »."""

import re
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.french import flat, spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
ONCE = f"{LISTS['stops']}{LISTS['after']}"
STOP = re.compile(f"{LISTS['before']}{ONCE}(?:(?:\\W+(?:et )?){ONCE})*(?:\\W*$|\\s*[.,;:!…]+\\s*)")

AGAIN = re.compile(LISTS["again"])


def begins_again(text: str) -> bool:
    """Tell whether it only asks to begin again: « recommencez tout », « on reprend du début »."""
    return bool(AGAIN.fullmatch(spoken(text)))


def stops(text: str) -> bool:
    """Tell whether that is all the message says."""
    return _stopped(text) == len(text)


def stopped_to_ask(text: str) -> int:
    """Return where the question begins that comes after the check was stopped; 0 where none does."""
    end = _stopped(text)
    return end if is_question(text[end:]) else 0


def _stopped(text: str) -> int:
    found = STOP.match(flat(text))
    return found.end() if found else 0
