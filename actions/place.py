"""Which commune a person means."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions import heard
from nlu import intents
from region import territory
from region.in_force import of_turn
from region.territory import Commune, Gazetteer

STATING = intents.where(lambda intent: intent.states)
"""The intents whose commune is where the seat is: a supposition moves nothing."""
MOST_WORDS = 6


def named(tracker: Tracker) -> str | None:
    """The name of a commune said without saying which one it is: « Saint-Aubin »."""
    unsettled = [each["text"] for each in heard.entities(tracker, "commune") if each.get("value") is None]
    return unsettled[-1] if unsettled and heard.entity(tracker, "commune") is None else None


def choices(name: str, *, gazetteer: Gazetteer, departement: str | None = None) -> tuple[Commune, ...]:
    """Communes of that name or postal code, in that department when one is given; those of the Région first."""
    code = re.search(r"\b\d{5}\b", name)
    if code:
        found = gazetteer.by_postal_code(code[0])
    else:
        found = gazetteer.anywhere(name)
        if departement:
            every = (*gazetteer.begun(name), *gazetteer.everywhere(name))
            found = _within_departement(found, departement) or every
    return _within_departement(found, departement)


def _within_departement(found: tuple[Commune, ...], departement: str | None) -> tuple[Commune, ...]:
    return tuple(commune for commune in found if departement in (None, commune.departement))


def near(text: str, *, gazetteer: Gazetteer) -> tuple[Commune, ...]:
    """The communes whose names are nearest to what was written, a few words at most."""
    said = re.sub(r"\b\d{5}\b", "", text).strip(" .,!?")
    return gazetteer.near(said) if 0 < len(said.split()) <= MOST_WORDS else ()


def settle(tracker: Tracker, *, gazetteer: Gazetteer | None = None, told: bool = False) -> dict[str, Any]:
    """Slots that the latest message changes about where the seat is; none when it says nothing of it.

    `told`: the message tells a case, whatever its intent.
    """
    if heard.intent(tracker) == "dont_know":
        return _changes(tracker.slots, {"commune_name": None})
    if not told and heard.intent(tracker) not in STATING:
        return {}
    if heard.entity(tracker, "commune"):
        return _changes(tracker.slots, {"departement": None, "commune_name": None})
    departement, name = heard.entity(tracker, "departement") or of_its_epci(tracker), named(tracker)
    if name is None and departement is None:
        return {}
    if name is None and _within(tracker.get_slot("commune"), departement):
        return {"departement": None}
    asked = name or tracker.get_slot("commune_name")
    found = choices(asked, departement=departement, gazetteer=gazetteer or of_turn().gazetteer) if asked else ()
    if len(found) == 1:
        return {"commune": found[0].code, "departement": None, "commune_name": None}
    return {"commune": None, "departement": departement, "commune_name": asked if found else None}


def of_its_epci(tracker: Tracker) -> str | None:
    """The department of the intermunicipal body the message names: « la communauté d'agglo de Lens-Liévin »."""
    bodies = (of_turn().gazetteer.epci(str(each.get("text"))) for each in heard.entities(tracker, "org_type"))
    return next((body.departement for body in bodies if body), None)


def _within(commune: Any, departement: str | None) -> bool:
    """Tell whether the department said is only that of the seat stated before: « Bertincourt », then « Pas-de-Calais »."""
    return isinstance(commune, str) and commune[:1].isdigit() and territory.departement_of(commune) == departement


def looked_for(tracker: Tracker) -> dict[str, Any]:
    """Where a person looks for something: what was just said, else the place looked for before."""
    commune, departement = heard.entity(tracker, "commune"), heard.entity(tracker, "departement")
    name = named(tracker)
    found = choices(name, departement=departement, gazetteer=of_turn().gazetteer) if name else ()
    commune = found[0].code if len(found) == 1 else commune
    if commune:
        return {"commune": commune, "departement": territory.departement_of(commune)}
    return {"departement": departement} if departement else dict(tracker.get_slot("place") or {})


def _changes(slots: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if slots.get(name) != value}
