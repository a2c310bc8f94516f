"""The choice between communes that have the name a person said."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import heard, place, unread_place
from region.in_force import of_turn
from region.names import departement_name
from region.territory import Commune

MOST_CHOICES = 8


def buttons(
    found: tuple[Commune, ...], *, intent: str, beside: Mapping[str, Any] = MappingProxyType({})
) -> list[dict[str, str]]:
    """One button a commune, with what tells it from the others; `beside`: the other facts it states."""
    return [_button(commune, intent, beside) for commune in found[:MOST_CHOICES]]


def _button(commune: Commune, intent: str, beside: Mapping[str, Any]) -> dict[str, str]:
    stated = json.dumps({"commune": commune.code, **beside}, separators=(",", ":"))
    return {"title": title(commune), "payload": f"/{intent}{stated}"}


def title(commune: Commune) -> str:
    """« Saint-Aubin (Nord), CC du Cœur de l'Avesnois »."""
    name = f"{commune.name} ({departement_name(commune.departement)})"
    return f"{name}, {commune.epci_name}" if commune.epci_name else name


def ask_which(dispatcher: CollectingDispatcher, tracker: Tracker, *, intent: str) -> bool:
    """Ask which commune is meant when several have the name said, or none; False when it is clear, or was before."""
    if near := unread_place.nearest(tracker):
        dispatcher.utter_message(response="utter_which_commune", buttons=buttons(near, intent=intent))
        return True
    name = place.named(tracker)
    departement = heard.entity(tracker, "departement")
    found = place.choices(name, departement=departement, gazetteer=of_turn().gazetteer) if name else ()
    before = (tracker.get_slot("place") or {}).get("commune")
    if len(found) < 2 or any(each.code == before for each in found):
        return False
    dispatcher.utter_message(response="utter_which_commune", buttons=buttons(found, intent=intent))
    return True
