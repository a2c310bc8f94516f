"""What the public register says of a company, never naming a person, and how it can fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from region.territory import departement_of
from region.vocabulary import Range
from region.wordings import say


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
        super().__init__(say("register.busy"))
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
