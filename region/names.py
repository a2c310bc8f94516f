"""What people call programmes, departments and regions, and the code each name stands for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from region.files import pack_file, read_yaml


def _names(section: Any) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({str(code): tuple(names) for code, names in section.items()})


_READ = read_yaml(pack_file("names.yml"))

PROGRAMMES: Mapping[str, tuple[str, ...]] = _names(_READ["programmes"])  # slug → name first, then nicknames
DEPARTEMENTS: Mapping[str, tuple[str, ...]] = _names(_READ["departements"])  # code → name first
REGIONS: Mapping[str, tuple[str, ...]] = _names(_READ["regions"])  # INSEE code → name first


def programme_title(slug: str) -> str:
    """The name a programme is shown under; the slug itself when nobody named it."""
    return PROGRAMMES.get(slug, (slug,))[0]


def departement_name(code: str) -> str:
    """The name of a department; its code when unknown."""
    return DEPARTEMENTS.get(code, (code,))[0]
