"""The fields of an aid's form, and how a person would fill them to state a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from region import facts, rules
from region.formats import euros
from region.names import departement_name
from region.programmes import Programme
from region.territory import Commune, Gazetteer
from region.vocabulary import ANSWERS, VOCABULARY, Range
from region.wordings import say

PLACE = "place"


@dataclass(frozen=True)
class FormField:
    """A field of the form: its name, what it is called, how it is filled, and the values to choose from."""

    name: str
    label: str
    kind: str  # « place », or a kind of region.vocabulary
    options: Mapping[str, str] = field(default_factory=dict)


def fields(programme: Programme) -> tuple[FormField, ...]:
    """The fields of an aid's form: the facts its conditions read, in their order, the place once."""
    read = [name for condition in programme.conditions for name in rules.facts_of(condition.test)]
    names = dict.fromkeys(PLACE if name in ("commune", "departement") else name for name in read)
    return tuple(_field(name) for name in names)


def _field(name: str) -> FormField:
    if name == PLACE:
        return FormField(PLACE, facts.label("territory"), PLACE)
    fact = VOCABULARY[name]
    yes_no = {"true": ANSWERS["yes"], "false": ANSWERS["no"]} if fact["kind"] == "flag" else {}
    return FormField(name, fact["label"], fact["kind"], fact.get("values", yes_no))


def commune_title(commune: Commune) -> str:
    """« Saint-Aubin (Nord) »."""
    return f"{commune.name} ({departement_name(commune.departement)})"


def fill(stated: Mapping[str, Any], asked: Iterable[FormField], *, gazetteer: Gazetteer) -> dict[str, list[str]]:
    """The fields of a form as a person would have filled them to state these facts; what `read` reads again."""
    found: dict[str, list[str]] = {}
    for each in asked:
        value = _placed(stated, gazetteer) if each.kind == PLACE else stated.get(each.name)
        if value is not None:
            found[each.name] = _filled(value, str if each.kind != "euros" else euros)
    return found


def _placed(stated: Mapping[str, Any], gazetteer: Gazetteer) -> str | None:
    commune = gazetteer.by_code(stated.get("commune", ""))
    return commune_title(commune) if commune else stated.get("departement")


def _filled(value: Any, worded: Callable[[Any], str]) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, Range):
        low, high = worded(value.low), None if value.high is None else worded(value.high)
        return [say("band.at_least", low=low) if high is None else say("band.between", low=low, high=high)]
    return list(value) if isinstance(value, list) else [worded(value)]
