"""Which commune a person means: names, homonyms, former names and postal codes of the Région."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from region.files import pack_file, read_yaml

_SHORT = {"st": "saint", "ste": "sainte"}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@dataclass(frozen=True)
class Commune:
    """A commune with the codes other services know it by."""

    code: str  # INSEE
    name: str
    departement: str
    epci_code: str | None = None
    epci_name: str | None = None
    population: int | None = None
    postal_codes: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    former_names: tuple[str, ...] = ()


def key(name: str) -> str:
    """The form under which names are compared: « St-Omer » and « saint omer » are one."""
    bare = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).casefold()
    words = re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c)))
    return " ".join(_SHORT.get(word, word) for word in words)


def departement_of(commune_code: str) -> str:
    """The department an INSEE code lies in: two characters, three overseas."""
    return commune_code[:3] if commune_code.startswith(("97", "98")) else commune_code[:2]


@dataclass(frozen=True)
class Gazetteer:
    """The communes known here. `complete` is false for the built-in list of the larger ones."""

    communes: tuple[Commune, ...]
    complete: bool = True

    @cached_property
    def names(self) -> Mapping[str, tuple[Commune, ...]]:
        """Compared form → communes; a present name hides the same former name."""
        present = _index(self.communes, lambda commune: (commune.name,))
        return _index(self.communes, lambda commune: commune.former_names) | present

    @cached_property
    def _codes(self) -> Mapping[str, Commune]:
        return {commune.code: commune for commune in self.communes}

    @cached_property
    def _postal(self) -> Mapping[str, tuple[Commune, ...]]:
        return _index(self.communes, lambda commune: commune.postal_codes)

    def find(self, name: str) -> tuple[Commune, ...]:
        """Communes of that name, larger first; several are homonyms, and the person must be asked."""
        return self.names.get(key(name), ())

    def by_code(self, code: str) -> Commune | None:
        """The commune of an INSEE code."""
        return self._codes.get(code)

    def by_postal_code(self, postal_code: str) -> tuple[Commune, ...]:
        """Communes a postal code serves, larger first."""
        return self._postal.get(postal_code, ())


def _index(communes: Iterable[Commune], names_of: Callable[[Commune], Iterable[str]]) -> dict[str, tuple[Commune, ...]]:
    groups: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        for name in names_of(commune):
            groups[key(name)].append(commune)
    return {name: tuple(sorted(found, key=lambda c: -(c.population or 0))) for name, found in groups.items()}


def built_in(path: Path | None = None) -> Gazetteer:
    """The larger communes shipped with the program, until `data sync` or `data import communes`."""
    rows = read_yaml(path or pack_file("communes_core.yml"))["communes"]
    return Gazetteer(tuple(_from_row(row) for row in rows), complete=False)


def _from_row(row: list[Any]) -> Commune:
    code, name, epci_code, epci_name, population, postal, lat, lon, former = row
    return Commune(
        code,
        name,
        departement_of(code),
        epci_code,
        epci_name,
        population,
        tuple(postal.split()),
        lat,
        lon,
        tuple(former),
    )


_in_force: Gazetteer | None = None


def current() -> Gazetteer:
    """The gazetteer in force: the imported one if the application put it there, else the built-in list."""
    global _in_force
    if _in_force is None:
        _in_force = built_in()
    return _in_force


def use(gazetteer: Gazetteer | None) -> None:
    """Put a gazetteer in force for everyone who asks `current()`; None goes back to the built-in list."""
    global _in_force
    _in_force = gazetteer
