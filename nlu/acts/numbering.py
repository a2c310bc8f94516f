"""Whether a message gives a SIREN or SIRET whose check digit is wrong: « mon SIREN c'est 123 456 789 »."""

import re
from pathlib import Path

from stdnum.fr import siren, siret

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))

GIVEN = re.compile(LISTS["given"])
BARE = re.compile(LISTS["bare"])
LENGTHS = (9, 14)


def gives_wrong_siren(text: str) -> bool:
    """Tell whether a number called a SIREN or SIRET is none."""
    found = GIVEN.search(flat(text))
    return found is not None and not _valid(found[1])


def is_wrong_siren(text: str) -> bool:
    """Tell whether the whole message is a number of the right length and of a wrong key: « 123456789 », where one is asked."""
    found = BARE.fullmatch(flat(text))
    return found is not None and len(_digits(found[1])) in LENGTHS and not _valid(found[1])


def _digits(said: str) -> str:
    return re.sub(r"\D", "", said)


def _valid(said: str) -> bool:
    digits = _digits(said)
    return len(digits) in LENGTHS and bool((siren if len(digits) == LENGTHS[0] else siret).is_valid(digits))
