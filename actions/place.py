"""Which commune a person means, and the choice to offer when several have that name."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import heard
from nlu import intents
from region import territory
from region.in_force import of_turn
from region.names import departement_name
from region.territory import Commune, Gazetteer

STATING = intents.where(lambda intent: intent.states)
MOST_CHOICES = 8
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
        found = gazetteer.everywhere(name) if departement else gazetteer.anywhere(name)
    return tuple(commune for commune in found if departement in (None, commune.departement))


def near(text: str, *, gazetteer: Gazetteer) -> tuple[Commune, ...]:
    """The communes whose names are nearest to what was written, a few words at most."""
    said = re.sub(r"\b\d{5}\b", "", text).strip(" .,!?")
    return gazetteer.near(said) if 0 < len(said.split()) <= MOST_WORDS else ()


def buttons(found: tuple[Commune, ...], *, intent: str) -> list[dict[str, str]]:
    """One button a commune, with what tells it from the others."""
    return [_button(commune, intent) for commune in found[:MOST_CHOICES]]


def _button(commune: Commune, intent: str) -> dict[str, str]:
    return {"title": title(commune), "payload": f'/{intent}{{"commune":"{commune.code}"}}'}


def title(commune: Commune) -> str:
    """« Saint-Aubin (Nord), CC du Cœur de l'Avesnois »."""
    name = f"{commune.name} ({departement_name(commune.departement)})"
    return f"{name}, {commune.epci_name}" if commune.epci_name else name


def settle(tracker: Tracker, *, gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """Slots that the latest message changes about where the seat is; none when it says nothing of it."""
    if heard.intent(tracker) == "dont_know":
        return _changes(tracker.slots, {"commune_name": None})
    if heard.intent(tracker) not in STATING:
        return {}
    if heard.entity(tracker, "commune"):
        return _changes(tracker.slots, {"departement": None, "commune_name": None})
    departement, name = heard.entity(tracker, "departement"), named(tracker)
    if name is None and departement is None:
        return {}
    if name is None and _within(tracker.get_slot("commune"), departement):
        return {"departement": None}
    asked = name or tracker.get_slot("commune_name")
    found = choices(asked, departement=departement, gazetteer=gazetteer or of_turn().gazetteer) if asked else ()
    if len(found) == 1:
        return {"commune": found[0].code, "departement": None, "commune_name": None}
    return {"commune": None, "departement": departement, "commune_name": asked if found else None}


def _within(commune: Any, departement: str) -> bool:
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


def ask_which(dispatcher: CollectingDispatcher, tracker: Tracker, *, intent: str) -> bool:
    """Ask which commune is meant when several have the name said; False when it is clear."""
    name = named(tracker)
    departement = heard.entity(tracker, "departement")
    found = choices(name, departement=departement, gazetteer=of_turn().gazetteer) if name else ()
    if len(found) < 2:
        return False
    dispatcher.utter_message(response="utter_which_commune", buttons=buttons(found, intent=intent))
    return True


def _changes(slots: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if slots.get(name) != value}
