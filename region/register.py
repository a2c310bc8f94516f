"""What the public register says of a company, never naming a person, and how it can fail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from region.facts import Range
from region.territory import departement_of

_LA_POSTE = "356000000"  # its establishments do not follow the check digit
_BANDS: Mapping[str, Range] = {
    code: Range(low, high)
    for code, low, high in (
        ("NN", 0, 0),
        ("00", 0, 0),
        ("01", 1, 2),
        ("02", 3, 5),
        ("03", 6, 9),
        ("11", 10, 19),
        ("12", 20, 49),
        ("21", 50, 99),
        ("22", 100, 199),
        ("31", 200, 249),
        ("32", 250, 499),
        ("41", 500, 999),
        ("42", 1000, 1999),
        ("51", 2000, 4999),
        ("52", 5000, 9999),
        ("53", 10000, None),
    )
}
_PUBLIC = (
    ("7210", "commune"),
    ("7220", "departement"),
    ("7230", "region_collectivite"),
    ("734", "epci"),
    ("7353", "epci"),
    ("7354", "syndicat_mixte"),
    ("7355", "syndicat_mixte"),
    ("7410", "groupement_interet_public"),
    ("4", "etablissement_public"),
    ("7", "etablissement_public"),
    ("92", "association"),
)
_CATEGORIES = {"PME": "pme", "ETI": "eti", "GE": "grande_entreprise"}


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
    """The SIREN of a SIREN or SIRET as people write it. Raises BadNumber."""
    digits = re.sub(r"[\s.\-\u00a0\u202f]", "", text)
    good = siren_number.is_valid(digits) if len(digits) == 9 else len(digits) == 14 and _is_siret(digits)
    if not good:
        raise BadNumber("Ce numéro n'est pas un SIREN (9 chiffres) ni un SIRET (14 chiffres) : vérifiez-le.")
    return digits[:9]


def read(answer: Any, siren: str) -> Company:
    """The company of a register's answer. Raises CompanyNotFound, or RegisterUnavailable on an unreadable answer."""
    try:
        found = next((row for row in answer["results"] if row["siren"] == siren), None)
        company = _company(found) if found is not None else None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RegisterUnavailable("La réponse du registre des entreprises est illisible.") from error
    if company is None:
        raise CompanyNotFound("Aucune entreprise publique n'a ce numéro dans le registre.")
    return company


def _company(row: Mapping[str, Any]) -> Company:
    seat = row.get("siege") or {}
    form, headcount = row.get("nature_juridique"), _BANDS.get(row.get("tranche_effectif_salarie") or "")
    year, turnover = _turnover(row.get("finances") or {})
    return Company(
        siren=row["siren"],
        name=_name(row, form),
        closed=row.get("etat_administratif") == "C",
        closed_on=row.get("date_fermeture"),
        legal_form=form,
        naf=row.get("activite_principale"),
        org_type=_org_type(form, row.get("categorie_entreprise"), headcount),
        headcount=headcount,
        headcount_year=row.get("annee_tranche_effectif_salarie"),
        turnover=turnover,
        turnover_year=year,
        commune=seat.get("commune"),
        commune_name=seat.get("libelle_commune"),
    )


def _name(row: Mapping[str, Any], form: str | None) -> str | None:
    """A legal person's name. A sole trader's is a person's, and so may be that of an unknown legal form."""
    person = form is None or form.startswith("1") or (row.get("complements") or {}).get("est_entrepreneur_individuel")
    return None if person or row.get("statut_diffusion") == "P" else row.get("nom_raison_sociale")


def _turnover(finances: Mapping[str, Any]) -> tuple[str | None, int | None]:
    known = {year: held["ca"] for year, held in finances.items() if isinstance(held.get("ca"), int)}
    last = max(known, default=None)
    return (last, known[last]) if last is not None else (None, None)


def _org_type(form: str | None, category: str | None, headcount: Range | None) -> str | None:
    public = next((kind for start, kind in _PUBLIC if (form or "").startswith(start)), None)
    small = category in (None, "PME") and headcount is not None and headcount.high is not None and headcount.high < 10
    return public or ("tpe" if small else _CATEGORIES.get(category or ""))


def _is_siret(digits: str) -> bool:
    return siret_number.is_valid(digits) or (digits.startswith(_LA_POSTE) and digits.isdecimal())
