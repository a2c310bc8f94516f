"""Whether a message gives a SIREN or SIRET whose check digit is wrong: « mon SIREN c'est 123 456 789 »."""

import re

from stdnum.fr import siren, siret

from nlu.french import flat

GIVEN = re.compile(r"\bsire[nt]\b[^\d?]{0,20}(\d[\d .-]{7,20}\d)(?!\d)")
LENGTHS = (9, 14)


def gives_wrong_siren(text: str) -> bool:
    """Tell whether a number called a SIREN or SIRET is none."""
    found = GIVEN.search(flat(text))
    digits = re.sub(r"\D", "", found[1]) if found else ""
    return bool(digits) and (
        len(digits) not in LENGTHS or not (siren if len(digits) == LENGTHS[0] else siret).is_valid(digits)
    )
