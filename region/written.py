"""What a person writes in the fields of a form, read as facts: « 85 k€ », « 10 à 19 », « Hazebrouck », « Nord »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nlu.french import quantities
from nlu.french.bounds import bounds
from nlu.french.text import flat
from nlu.french.units import unit
from region.fact_checks import fault
from region.form_fields import PLACE, FormField
from region.names import DEPARTEMENTS, departement_name
from region.territory import Commune, Gazetteer, key

_CODE = re.compile(r"(?:\d{2}|2[ab])\d{3}")
_TITLE = re.compile(r"(.+) \((.+)\)")


@dataclass(frozen=True)
class Written:
    """The facts read, what could not be, by field (keys of the pack's wordings, « form.… »), and the communes to choose from."""

    facts: Mapping[str, Any]
    faults: Mapping[str, str]
    communes: tuple[Commune, ...] = ()


def read(given: Mapping[str, list[str]], asked: Iterable[FormField], *, gazetteer: Gazetteer) -> Written:
    """Read a posted form; an empty field is a fact nobody stated."""
    known: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    communes: tuple[Commune, ...] = ()
    for each in asked:
        said = [value.strip() for value in given.get(each.name, ()) if value.strip()]
        if not said:
            continue
        if each.kind == PLACE:
            place, communes = _place(said[0], gazetteer)
            known |= place
            wrong |= {} if place else {PLACE: "form.which_commune" if communes else "form.no_commune"}
            continue
        value = _READERS.get(each.kind, _same)(said)
        if value is None or fault(each.name, value):
            wrong[each.name] = f"form.{each.kind}"
        else:
            known[each.name] = value
    return Written(known, wrong, communes)


def _place(said: str, gazetteer: Gazetteer) -> tuple[dict[str, str], tuple[Commune, ...]]:
    """A department by its number or name, else a commune; several are offered."""
    wanted = key(said)
    code = next((code for code, names in DEPARTEMENTS.items() if wanted in (code.lower(), *map(key, names))), None)
    if code:
        return {"departement": code}, ()
    titled = _TITLE.fullmatch(said)
    if titled:
        found = tuple(
            each for each in gazetteer.everywhere(titled[1]) if departement_name(each.departement) == titled[2]
        )
    else:
        found = gazetteer.by_postal_code(said) if said.isdigit() else gazetteer.anywhere(said)
    return ({"commune": found[0].code}, ()) if len(found) == 1 else ({}, found)


def _number(said: list[str]) -> Any:
    """A number, or a range where two are written or a bound is said."""
    text = said[0]
    found = [(each, int(unit(flat(text), each.end).worth(each))) for each in quantities.numbers(text)]
    if len(found) == 2 and found[0][1] <= found[1][1]:
        low, high = found[0][1], found[1][1]
        return {"min": low, "max": high}
    if len(found) != 1:
        return None
    number, value = found[0]
    known = bounds(text, number.start, number.end, value)
    return value if known.least == known.most else known.to_dict()


def _same(said: list[str]) -> Any:
    return said[0]


_READERS: Mapping[str, Callable[[list[str]], Any]] = {
    "euros": _number,
    "count": _number,
    "choices": lambda said: said,
    "flag": lambda said: {"true": True, "false": False}.get(said[0]),
    "naf": lambda said: said[0].replace(" ", "").upper(),
    "text": lambda said: said[0].upper(),
}
