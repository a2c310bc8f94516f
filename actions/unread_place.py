"""A town that a search says in words nobody knows: « un atelier à Xyzville », « à Berk »."""

import re
from functools import cache

from rasa_sdk import Tracker

from actions import heard
from region.agenda_words import words
from region.in_force import of_turn
from region.territory import Commune

PLACING = ("commune", "departement", "region", "org_type")


def nearest(tracker: Tracker) -> tuple[Commune, ...]:
    """The communes whose names are nearest to the words that say where; empty where none does, or the place is known.

    Without a capital letter only a name that is nearly one counts: « à volonté » is no town.
    """
    text = heard.text(tracker)
    found = _where().search(text)
    if found is None or any(heard.named(tracker, name) for name in PLACING):
        return ()
    known, said = of_turn().gazetteer, found["town"]
    capital = said[:1].isupper() and not text.isupper()
    return known.anywhere(said) or known.near(said, further=capital)


@cache
def _where() -> re.Pattern[str]:
    return re.compile(words()["asked"]["town"], re.IGNORECASE)
