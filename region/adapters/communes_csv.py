"""Reads the communes of a CSV file, and says which line to mend."""

from __future__ import annotations

import re
from pathlib import Path

from region import csv_rows
from region.csv_rows import Row
from region.problems import DataError, Problem
from region.territory import Commune
from region.wordings import say

COLUMNS = frozenset(
    {
        "code_insee",
        "nom",
        "departement",
        "epci_siren",
        "epci_nom",
        "population_municipale",
        "codes_postaux",
        "latitude_longitude",
        "anciennes_communes",
    }
)
_CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}")


def read_csv(path: Path) -> tuple[Commune, ...]:
    """The communes of a CSV file. Raises DataError with the lines to mend."""
    found, problems = csv_rows.read_each(path, _commune, columns=COLUMNS)
    read: dict[str, Commune] = {}
    for line, commune in found:
        if commune.code in read:
            problems.append(Problem(path.name, line, say("commune.twice", code=commune.code)))
        read[commune.code] = commune
    if problems or not read:
        raise DataError(*(sorted(problems) or [Problem(path.name, 1, say("commune.none"))]))
    return tuple(read.values())


def _commune(row: Row) -> Commune:
    if not _CODE.fullmatch(row["code_insee"]):
        raise ValueError(say("commune.insee", code=row["code_insee"]))
    if not row["nom"]:
        raise ValueError(say("commune.no_name"))
    lat, lon = _place(row["latitude_longitude"])
    return Commune(
        row["code_insee"],
        row["nom"],
        row["departement"],
        row["epci_siren"] or None,
        row["epci_nom"] or None,
        _population(row["population_municipale"]),
        tuple(row["codes_postaux"].replace("|", " ").split()),
        lat,
        lon,
        tuple(name for name in row["anciennes_communes"].split("|") if name),
    )


def _population(value: str) -> int | None:
    bare = csv_rows.number(value)
    if bare and not bare.isdecimal():
        raise ValueError(say("commune.population", value=value))
    return int(bare) if bare else None


def _place(value: str) -> tuple[float | None, float | None]:
    if not value:
        return None, None
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError as error:
        raise ValueError(say("commune.place", value=value)) from error
    return lat, lon
