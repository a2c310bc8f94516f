"""Reads the shipped list of the communes of France, one line each, packed by scripts/communes.py."""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from region.commune import Commune, departement_of
from region.files import SHIPPED

PACKED = SHIPPED / "communes.txt.xz"
CODE = 5


@dataclass(frozen=True)
class Packed:
    """The lines of the list, in the order of their codes, and the names of the EPCI they number."""

    lines: tuple[str, ...]
    epcis: tuple[tuple[str, str], ...]

    def own(self, departements: frozenset[str]) -> tuple[str, ...]:
        """The lines of these departments."""
        return tuple(line for line in self.lines if departement_of(line[:CODE]) in departements)

    def others(self, departements: frozenset[str]) -> tuple[str, ...]:
        """The lines of all other departments."""
        return tuple(line for line in self.lines if departement_of(line[:CODE]) not in departements)

    def commune(self, line: str) -> Commune:
        """The commune a line describes."""
        code, name, population, postal, _, epci, place, former, short = (line.split("|") + [""] * 8)[:9]
        siren, epci_name = self.epcis[int(epci)] if epci else (None, None)
        lat, lon = (float(part) for part in place.split(",")) if place else (None, None)
        return Commune(
            code,
            name,
            departement_of(code),
            siren,
            epci_name,
            int(population) if population else None,
            tuple(postal.split()),
            lat,
            lon,
            tuple(former.split(";")) if former else (),
            tuple(short.split(";")) if short else (),
        )


def names_a_town(line: str, *, capital: bool) -> bool:
    """Whether the name, in a sentence, is that of a town: an ordinary word is not, a few are with their capital letter."""
    mark = line.split("|", 5)[4]
    return mark == "" or (mark == "c" and capital)


def read(path: Path = PACKED) -> Packed:
    """The packed list."""
    _, epcis, *lines = lzma.decompress(path.read_bytes()).decode().split("\n")
    named = tuple((siren, name) for siren, _, name in (each.partition("=") for each in epcis.split("|")))
    return Packed(tuple(lines), named)


@cache
def shipped() -> Packed:
    """The list shipped with the program, read once."""
    return read()


@cache
def short_names() -> Mapping[str, tuple[str, ...]]:
    """The short names of the communes that have one, by their code: « Boulogne » for Boulogne-sur-Mer."""
    packed = shipped()
    written = (line for line in packed.lines if not line.endswith("|"))
    return {line[:CODE]: names for line in written if (names := packed.commune(line).short_names)}
