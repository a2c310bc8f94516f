"""Whether a message asks if something can be paid for, on what a share is computed, or if the call is for residents."""

import re
from pathlib import Path

from nlu.acts.questions import is_question
from nlu.french import spoken
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
PAYING, RESIDENTS, BASE = (re.compile(LISTS[name]) for name in ("paying", "residents", "base"))


def asks_who_pays(text: str) -> bool:
    """Tell whether it asks if what it names can be paid for: « un outil pour le standard, la région peut payer ? »."""
    return is_question(text) and bool(PAYING.search(spoken(text)))


def asks_for_residents(text: str) -> bool:
    """Tell whether it asks if something is for residents: « c'est pour nous les habitants ? »."""
    return is_question(text) and bool(RESIDENTS.search(spoken(text)))


def asks_the_base(text: str) -> bool:
    """Tell whether it asks on what an aid is computed: « sur quelle assiette ? », « 60 % de quoi ? »."""
    return bool(BASE.match(spoken(text)))
