"""Whether a message is a place and nothing else: « jsui à Beauvais », « Amiens finalement », « on est à Lyon en fait »."""

import re
from pathlib import Path

from nlu.acts.extra import Known
from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
JOINING = frozenset(LISTS["joining"].split())
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
PLACED = re.compile(LISTS["placed"])
SHORTEST, MOST_WORDS = 3, 10


def lone_town(text: str, *, entities: list[Entity], known: Known) -> Entity | None:
    """Return the town that is all the message says, found by the finder or whatever Région it is in."""
    folded = flat(text)
    found = next((each for each in entities if each.entity in ("commune", "departement")), None)
    if found is not None:
        folded = folded[: found.start] + " " * (found.end - found.start) + folded[found.end :]
    left = [each for each in WORD.finditer(folded) if each.group() not in JOINING]
    if found is not None or not left or len(folded.split()) > MOST_WORDS:
        return found if not left else None
    start, end = left[0].start(), left[-1].end()
    name, placed = folded[start:end], bool(PLACED.search(folded[:start]))
    if end - start < SHORTEST:
        return None
    codes = known.towns(name) or (known.near(name) if placed else ())
    return Entity("commune", start, end, codes[0] if len(codes) == 1 else None) if codes else None
