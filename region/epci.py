"""The intermunicipal bodies by the names people give them: « la communauté d'agglo de Lens-Liévin », « la MEL »."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from region.commune import Commune, key
from region.files import pack_file, read_yaml

_SHARE = 0.9


@dataclass(frozen=True)
class Epci:
    """A body with its official name, and the department of its seat where its communes tell it."""

    name: str
    departement: str | None


def by_name(communes: Iterable[Commune]) -> Mapping[str, Epci]:
    """The bodies of these communes by each name that follows « communauté de communes », in compared form."""
    read = _read()
    where: dict[str, Counter[str]] = defaultdict(Counter)
    for each in communes:
        if each.epci_name:
            where[each.epci_name][each.departement] += 1
    found = {name: Epci(name, _departement(name, counted, read["elsewhere"])) for name, counted in where.items()}
    short = {key(each): body for name, body in found.items() for each in _variants(name, read["patterns"])}
    return short | {key(_core(name, read["patterns"])): body for name, body in found.items()}


def acronyms() -> Mapping[str, str]:
    """« MEL » → « lille »: what is said alone, in capital letters, and the name it stands for."""
    return {said: key(name) for said, name in _read()["acronyms"].items()}


def kinds() -> Mapping[str, list[str]]:
    """What such a body is called, in small letters (`kinds`) and in capitals only (`capitals`)."""
    return {name: _read()[name] for name in ("kinds", "capitals")}


def _read() -> Mapping[str, Any]:
    return read_yaml(pack_file("epci.yml"))


def _departement(name: str, counted: Counter[str], elsewhere: Collection[str]) -> str | None:
    if name in elsewhere:
        return None
    code, most = counted.most_common(1)[0]
    return code if most >= _SHARE * counted.total() else None


def _core(name: str, patterns: Mapping[str, str]) -> str:
    return _without(patterns["article"], _without(patterns["prefix"], name))


def _variants(name: str, patterns: Mapping[str, str]) -> Iterator[str]:
    """« Pays de Laon », « Laon »; « Béthune-Bruay, Artois-Lys Romane », « Béthune-Bruay »."""
    core = _without(patterns["after"], _core(name, patterns))
    yield core
    yield _without(patterns["wider"], core)
    yield _without(patterns["kind"], core)


def _without(pattern: str, name: str) -> str:
    return re.sub(pattern, "", name, flags=re.IGNORECASE)
