"""Company numbers whose check digits are right, and postal codes."""

import re
from collections.abc import Iterator

from stdnum.fr import siren, siret

from nlu.entities.spans import Entity, Said

DIGITS = re.compile(
    r"(?<![\d,])(?:fr\s?\d{2}\s?)?(\d(?:[ .\-]{0,2}\d){8}(?:[ .\-]{0,2}\d){5}|\d(?:[ .\-]{0,2}\d){8})(?!\d)"
)


def sirens(said: Said) -> Iterator[Entity]:
    """Yield SIREN numbers; a SIRET gives the SIREN of its company."""
    for found in DIGITS.finditer(said.flat):
        digits = re.sub(r"\D", "", found.group(1))
        if (siren if len(digits) == 9 else siret).is_valid(digits):
            yield Entity("siren", found.start(1), found.end(1), digits[:9])
