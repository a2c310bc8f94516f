"""The commune where an event takes place, from the address its organiser wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from region.agenda_words import words
from region.territory import Commune, Gazetteer, key

_POSTAL = re.compile(r"(?<!\d)(\d{2}\s?\d{3})(?!\d)")
_PARTS = re.compile(r"[,;()\n\r|/]|\s[-–—]\s")
_CEDEX = re.compile(r"\bcedex(?: \d+)?\b")


def commune_in(text: str, gazetteer: Gazetteer) -> Commune | None:
    """The one commune an address names: « Salle des fêtes, 62300 Lens », « Médiathèque de Guise »; None in doubt."""
    for code in _POSTAL.findall(text):
        served = gazetteer.by_postal_code(code.replace(" ", ""))
        named = [commune for commune in served if f" {key(commune.name)} " in f" {key(text)} "]
        if found := _one(named) or _one(served):
            return found
    for part in reversed(_PARTS.split(text)):
        if found := _one(gazetteer.find(_CEDEX.sub("", key(_POSTAL.sub("", part))).strip())):
            return found
    return next((found for part in reversed(_PARTS.split(text)) for found in _ending(key(part), gazetteer)), None)


def typed(text: str, gazetteer: Gazetteer) -> Commune | None:
    """The one commune somebody types: its INSEE code, its name, its postal code with its name; None in doubt."""
    return gazetteer.by_code(text.strip().upper()) or commune_in(text, gazetteer)


def where(place: str | None, commune: Commune | None) -> str:
    """« Médiathèque, Lens »: a place and its commune, once; empty where neither is known."""
    town = commune.name if commune and commune.name not in (place or "") else None
    return ", ".join(filter(None, [place, town]))


def _one(found: tuple[Commune, ...] | list[Commune]) -> Commune | None:
    return found[0] if len(found) == 1 else None


def _ending(part: str, gazetteer: Gazetteer) -> Iterator[Commune]:
    """« mairie de la fere » ends with a commune; a street's name does not."""
    said = part.split()
    if set(words()["streets"]) & set(said):
        return
    for place in range(1, len(said)):
        found = _one(gazetteer.find(" ".join(said[place:])))
        if found and said[place - 1] in words()["before"]:
            yield found
