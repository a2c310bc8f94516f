"""Whether a message asks if an aid is for the person, and whose case it tells: « notre commune y a droit ? »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
ENTITLED, OWN_BODY, OWN_CASE, FOR_ME, AGED = (
    re.compile(LISTS[name]) for name in ("entitled", "own_body", "own_case", "for_me", "aged")
)
LONGEST = 14  # words


def asks_entitlement(text: str) -> bool:
    """Tell whether it asks if an aid can be had: « on peut candidater ? », « savoir si j'ai droit à ADEN »."""
    return bool(ENTITLED.search(flat(text)))


def names_own_body(text: str) -> bool:
    """Tell whether it speaks of one body, the person's own: « la mairie », « notre association », not « une mairie »."""
    return bool(OWN_BODY.search(flat(text)))


def tells_own_case(text: str) -> bool:
    """Tell whether the person says who they are: « je dirige une entreprise », « nous sommes »."""
    return bool(OWN_CASE.search(flat(text)))


def asks_what_for_me(text: str) -> bool:
    """Tell whether it only asks what there is for the person: « ok et du coup, y a quoi pour moi ? »."""
    return bool(FOR_ME.match(flat(text.strip()))) and len(text.split()) <= LONGEST


def of_a_resident(text: str) -> bool:
    """Tell whether the person speaks as one: by an age, as retired."""
    return bool(AGED.search(flat(text)))
