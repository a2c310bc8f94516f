"""Reads an answer of the companies' register: what is kept of it, and what never is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from region.register import Company, CompanyNotFound, RegisterUnavailable
from region.vocabulary import Range
from region.wordings import say

OLDEST = 3  # years
# « NN » and nothing are left out: the register does not know, whether the company employs or not.
_BANDS: Mapping[str, Range] = {
    code: Range(low, high)
    for code, low, high in (
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


def read(answer: Any, siren: str, *, today: date) -> Company:
    """The company of a register's answer. Raises CompanyNotFound, or RegisterUnavailable on an unreadable answer."""
    try:
        found = next((row for row in answer["results"] if row["siren"] == siren), None)
        company = _company(found, today) if found is not None else None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RegisterUnavailable(say("register.unreadable")) from error
    if company is None:
        raise CompanyNotFound(say("register.none"))
    return company


def _company(row: Mapping[str, Any], today: date) -> Company:
    seat = row.get("siege") or {}
    form, headcount = row.get("nature_juridique"), _BANDS.get(row.get("tranche_effectif_salarie") or "")
    year, turnover = _turnover(row.get("finances") or {}, today)
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


def _turnover(finances: Mapping[str, Any], today: date) -> tuple[str | None, int | None]:
    """The last turnover and its year; one older than three years says nothing of the company now."""
    known = {year: held["ca"] for year, held in finances.items() if isinstance(held.get("ca"), int)}
    last = max(known, default=None)
    recent = last is not None and last.isdecimal() and today.year - int(last) <= OLDEST
    return (last, known[last]) if last is not None and recent else (None, None)


def _org_type(form: str | None, category: str | None, headcount: Range | None) -> str | None:
    public = next((kind for start, kind in _PUBLIC if (form or "").startswith(start)), None)
    small = category in (None, "PME") and headcount is not None and headcount.high is not None and headcount.high < 10
    return public or ("tpe" if small else _CATEGORIES.get(category or ""))
