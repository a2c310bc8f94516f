"""Reads a bare answer in the light of the question just asked: « 12 », « croix », « cent mille »."""

import re
from collections.abc import Callable, Mapping, Sequence

from nlu.entities import Entity
from nlu.entities.money import LEAST_BARE, SCALES, UNIT
from nlu.entities.numbers import Number, numbers
from nlu.entities.spans import Said

# what each question is answered with
ANSWERED_BY: Mapping[str, frozenset[str]] = {
    "org_type": frozenset({"org_type"}),
    "commune": frozenset({"commune", "departement"}),
    "departement": frozenset({"commune", "departement"}),
    "amount": frozenset({"amount"}),
    "investment": frozenset({"amount"}),
    "turnover": frozenset({"amount"}),
    "expenses": frozenset({"expense"}),
    "siren": frozenset({"siren"}),
    "headcount": frozenset({"headcount"}),
    "programme": frozenset({"programme"}),
    "date": frozenset({"date"}),
}
NUMBERED: Mapping[str, str] = {
    "amount": "amount",
    "investment": "amount",
    "turnover": "amount",
    "headcount": "headcount",
}
QUESTION = re.compile(
    r"\?|^(?:et |mais |euh )?(?:qu'|que |quel|qui |quand|comment|combien|pourquoi|est[- ]ce|peut[- ]on|puis[- ]je|c'est quoi|c quoi|faut[- ]il|ou )"
)
BEFORE_TOWN = re.compile(
    r"^(?:a|au|aux|de|d'|sur|la commune de|c'est|je suis a|je suis de|j'habite a?|on est a|nous sommes a|ville de|mairie de)\s+"
)
WHY = re.compile(r"^(?:et |mais |euh )?(?:pourquoi|a quoi (?:ca|cela|cette)|(?:c'est )?pour quoi(?: faire)?)\b")
LONGEST_WORDS = 12
LONGEST_WHY = 8

Town = Callable[[str], Sequence[str]]


def is_question(text: str) -> bool:
    """Tell whether the message asks rather than answers."""
    return bool(QUESTION.search(Said.of(text.strip()).flat))


def asks_why(text: str) -> bool:
    """Tell whether the message asks what the question just asked is for: « pourquoi vous me demandez ça ? »."""
    return bool(WHY.match(Said.of(text.strip()).flat)) and len(text.split()) <= LONGEST_WHY


def read(text: str, *, asked: str, entities: Sequence[Entity], towns: Town) -> list[Entity] | None:
    """Return the entities of a bare answer to the question `asked`; None when the message does not answer it.

    None of them where an amount is asked and « 12 » comes alone: euros, thousands? `towns` gives the codes of the communes
    of a name.
    """
    if asked not in ANSWERED_BY or is_question(text) or len(text.split()) > LONGEST_WORDS:
        return None
    if any(entity.entity in ANSWERED_BY[asked] for entity in entities):
        return list(entities)
    if asked in NUMBERED:
        found = _number(text, NUMBERED[asked])
        if found is None:
            return None
        return [] if found.entity == "amount" and int(found.value or 0) < LEAST_BARE else [found]
    town = _town(text, towns) if asked in {"commune", "departement"} else None
    return [town] if town else None


def _number(text: str, entity: str) -> Entity | None:
    """Return the only number of the message, with its scale (« 70 k »)."""
    said = Said.of(text)
    found = numbers(said)
    if len(found) != 1:
        return None
    unit = UNIT.match(said.flat, found[0].end)
    scale = SCALES.get(((unit["scale"] if unit else "") or "").strip(), 1)
    end = unit.end() if unit else found[0].end
    return Entity(entity, found[0].start, end, round(_half(found[0], unit) * scale))


def _half(number: Number, unit: re.Match[str] | None) -> float:
    return number.value + (0.5 if unit and unit["half"] else 0)


def _town(text: str, towns: Town) -> Entity | None:
    said = Said.of(text)
    flat = said.flat.strip(" .!,")
    start = said.flat.find(flat)
    while found := BEFORE_TOWN.match(flat):
        start, flat = start + found.end(), flat[found.end() :]
    end = start + len(flat)
    codes = towns(flat) if flat else ()
    return Entity("commune", start, end, codes[0] if len(codes) == 1 else None) if codes else None
