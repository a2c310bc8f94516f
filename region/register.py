"""What the public register says of a company, never naming a person, and how it can fail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number
from stdnum.fr import tva as tva_number

from region.territory import departement_of
from region.vocabulary import Range

_LA_POSTE = "356000000"  # its establishments do not follow the check digit


class RegisterError(RuntimeError):
    """The register gives no company; `str()` is one French sentence. Its kinds:

    BadNumber: the number cannot exist · CompanyNotFound: nobody public has it
    RegisterUnavailable: no usable answer ─ RegisterBusy: it asked to wait, `seconds` long
    """


class BadNumber(RegisterError):
    """Not nine or fourteen digits, or a wrong check digit."""


class CompanyNotFound(RegisterError):
    """The register knows no such company, or its holder keeps it private."""


class RegisterUnavailable(RegisterError):
    """No answer, an error or an unreadable answer; the dialogue asks the person instead."""


class RegisterBusy(RegisterUnavailable):
    """The register asked to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__("Le registre des entreprises reçoit trop de demandes. Réessayez dans un instant.")
        self.seconds = seconds


@dataclass(frozen=True)
class Company:
    """Public facts of a company; None where the register does not say. A sole trader has no name here."""

    siren: str
    name: str | None
    closed: bool
    closed_on: str | None = None
    legal_form: str | None = None  # INSEE code
    naf: str | None = None
    org_type: str | None = None
    headcount: Range | None = None
    headcount_year: str | None = None
    turnover: int | None = None
    turnover_year: str | None = None
    commune: str | None = None
    commune_name: str | None = None

    def facts(self) -> dict[str, Any]:
        """What it states for an eligibility check; what is not known is absent, never zero."""
        headcount = {"min": self.headcount.low, "max": self.headcount.high} if self.headcount else None
        held = {
            "siren": self.siren,
            "headcount": headcount,
            "turnover": self.turnover,
            "legal_form": self.legal_form,
            "naf": self.naf,
            "commune": self.commune,
            "org_type": self.org_type,
        }
        return {name: value for name, value in held.items() if value is not None}

    def to_dict(self) -> dict[str, Any]:
        """The company as `beffroi company --json` prints it."""
        unknown = [
            name for name in ("headcount", "turnover", "naf", "legal_form", "commune") if getattr(self, name) is None
        ]
        return {
            "siren": self.siren,
            "name": self.name,
            "closed": self.closed,
            "closed_on": self.closed_on,
            "commune": self.commune,
            "commune_name": self.commune_name,
            "departement": departement_of(self.commune) if self.commune else None,
            "org_type": self.org_type,
            "headcount_year": self.headcount_year,
            "turnover_year": self.turnover_year,
            "unknown": unknown,
            "facts": self.facts(),
            "source": "API Recherche d'entreprises (Insee, Inpi), Licence Ouverte 2.0",
        }


class CompanyRegister(Protocol):
    """Where a company's public facts come from."""

    async def find(self, siren: str) -> Company:
        """The company of a SIREN. Raises CompanyNotFound or RegisterUnavailable."""
        ...


def siren_of(text: str) -> str:
    """The SIREN of a SIREN, SIRET or VAT number as people write it. Raises BadNumber."""
    digits = re.sub(r"[\s.\-\u00a0\u202f]", "", text).upper()
    if digits.startswith("FR") and tva_number.is_valid(digits):
        digits = tva_number.compact(digits)[2:]
    good = siren_number.is_valid(digits) if len(digits) == 9 else len(digits) == 14 and _is_siret(digits)
    if not good:
        raise BadNumber(
            "Ce numéro n'est pas un SIREN (9 chiffres), un SIRET (14 chiffres) ni un numéro de TVA (FR et 11 caractères) : vérifiez-le."
        )
    return digits[:9]


def _is_siret(digits: str) -> bool:
    return siret_number.is_valid(digits) or (digits.startswith(_LA_POSTE) and digits.isdecimal())
