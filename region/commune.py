"""A commune with the codes other services know it by, and the form under which names are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SHORT = {"st": "saint", "ste": "sainte"}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as INSEE and La Poste describe it; None where they do not say."""

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
    short_names: tuple[str, ...] = ()  # « Boulogne » for Boulogne-sur-Mer


def key(name: str) -> str:
    """The form under which names are compared: « St-Omer » and « saint omer » are one."""
    words = re.findall(r"[a-z0-9]+", bare(name))
    return " ".join(_SHORT.get(word, word) for word in words)


def bare(text: str) -> str:
    """A text in small letters without accents; its lines stay."""
    folded = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    return _COMBINING.sub("", folded)


def departement_of(commune_code: str) -> str:
    """The department an INSEE code lies in: two characters, three overseas."""
    return commune_code[:3] if commune_code.startswith(("97", "98")) else commune_code[:2]


_COMBINING = re.compile("[\u0300-\u036f]")
