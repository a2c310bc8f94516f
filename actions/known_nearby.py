"""What is told of a place or a day where nothing was brought in: the record that says what is known."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import agenda_told, heard, saying
from actions.agenda_wanted import wanted
from region.catalogue import Catalogue
from region.in_force import of_turn

PLACES = frozenset({"commune", "departement"})


def _missing(tracker: Tracker, intent: str, where: dict[str, Any]) -> str:
    if intent == "find_workshop":
        return agenda_told.missing(wanted(tracker, where), where)
    return of_turn().catalogue.wordings["dialogue.no_place"].format(place=agenda_told.there(where))


def told(
    dispatcher: CollectingDispatcher, tracker: Tracker, catalogue: Catalogue, intent: str, where: dict[str, Any]
) -> list[EventType]:
    """Say the record that tells what is known; of a place it is not about, the place first, and the record once."""
    today = of_turn().today
    record = catalogue.for_intent(intent, {**heard.facts(tracker), **where}, today=today)
    if record is None:
        dispatcher.utter_message(response="utter_dont_know")
        return []
    elsewhere = bool(where) and not PLACES & set(record.when)
    if elsewhere and record.id in (tracker.get_slot("last_records") or ()):
        missing = _missing(tracker, intent, where)
        dispatcher.utter_message(response="utter_nothing_there", missing=missing, json_message={"facts": [missing]})
    else:
        looked = agenda_told.looked_for(wanted(tracker, where), where) if elsewhere else ""
        saying.record(dispatcher, record, today=today, of=looked and f"{looked} :")
    cited = saying.sources(record.sources)
    return [SlotSet("place", where), *saying.remembered(intent=intent, records=[record.id], cited=cited)]
