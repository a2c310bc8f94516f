"""The number of a company as people type it: SIREN, SIRET or VAT number."""

from __future__ import annotations

import re

from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number
from stdnum.fr import tva as tva_number

from region.register import BadNumber
from region.wordings import say

_LA_POSTE = "356000000"  # its establishments do not follow the check digit


def siren_of(text: str) -> str:
    """The SIREN of a SIREN, SIRET or VAT number as people write it. Raises BadNumber."""
    digits = re.sub(r"[\s.\-\u00a0\u202f]", "", text).upper()
    if digits.startswith("FR") and tva_number.is_valid(digits):
        digits = tva_number.compact(digits)[2:]
    good = siren_number.is_valid(digits) if len(digits) == 9 else len(digits) == 14 and _is_siret(digits)
    if not good:
        raise BadNumber(say("register.number"))
    return digits[:9]


def _is_siret(digits: str) -> bool:
    return siret_number.is_valid(digits) or (digits.startswith(_LA_POSTE) and digits.isdecimal())
