"""« c'est encore ouvert ? », after an aid: what its own records say of it."""

from collections.abc import Mapping
from typing import Any

from nlu import acts
from nlu.components.cards import selector
from nlu.selector.following import Following


def of_the_aid(text: str, last: str, stated: Mapping[str, Any]) -> Following | None:
    """Return the record on the aid said last that says whether it still stands; None where nothing of it was asked."""
    cards = selector()
    if last not in cards.place or stated.keys() - {"date"} or not acts.asks_if_it_stands(text):
        return None
    said = cards.cards[cards.place[last]]
    aid = said.when.get("programme")
    about = [
        said,
        *sorted((each for each in cards.cards if each.when.get("programme") == aid), key=lambda each: each.rank),
    ]
    told = (
        (each, place)
        for each in (about if isinstance(aid, str) else ())
        for place, sentence in enumerate(each.sentences)
        if acts.says_if_it_stands(sentence)
    )
    found = next(told, None)
    return Following(found[0], 1.0, found[1], held=True) if found else None
