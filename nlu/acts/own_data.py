"""What is asked of one's own messages here: how long they are kept, where they go, who reads them, who answers for them."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
POINTS = {name: re.compile(pattern) for name, pattern in LISTS["points"].items()}
KEPT_HERE, ITS_OWN, ITS_OFFICER, WHOSE, OF_OTHERS = (
    re.compile(LISTS[name]) for name in ("kept_here", "its_own", "its_officer", "whose", "of_others")
)
MINE = re.compile("|".join(LISTS["mine"]))
OFFICER, DURATION = "officer", "duration"
LONGEST = 9
"""Words, for a message to go on with what was just said of one's data."""


def point_of_own_data(text: str) -> str | None:
    """Return what is asked of them, « duration », « abroad », « readers » or « officer »; None for all of it."""
    said = flat(text)
    return next((name for name, pattern in POINTS.items() if pattern.search(said)), None)


def asks_of_own_data(text: str, *, going_on: bool) -> bool:
    """Tell whether a message asks it: by itself, or in few words just after it was talked about (`going_on`)."""
    said, point = flat(text), point_of_own_data(text)
    if MINE.search(said):
        return True
    if point is None or OF_OTHERS.search(said):
        return False
    if point == OFFICER and (ITS_OWN.search(said) or (WHOSE.search(said) and ITS_OFFICER.search(said))):
        return True
    return bool(going_on and len(said.split()) <= LONGEST) or bool(point == DURATION and KEPT_HERE.search(said))
