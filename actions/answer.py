"""Answers a question with what the Région says about it, its source and its date."""

from collections.abc import Sequence

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard, labels, languages, saying, weighing
from actions.heard import Selected
from region import claimed
from region.catalogue import Catalogue
from region.in_force import of_turn
from region.records import Record


class Answer(Action):
    """Every information intent ends here; the records hold the words, the selector says which one."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        catalogue, chosen = of_turn().catalogue, heard.selected(tracker)
        intent = chosen.intent or heard.intent(tracker)
        exact = [record for record in map(catalogue.record, chosen.records) if record and chosen.kind != "general"]
        general = catalogue.for_intent(intent, heard.facts(tracker), today=of_turn().today)
        found = exact or ([general] if general else [])
        if not found:
            dispatcher.utter_message(response="utter_dont_know")
            return [SlotSet("last_intent", intent)]
        weighing.first(dispatcher, tracker, intent)
        if chosen.kind == "unknown":
            dispatcher.utter_message(response="utter_not_in_records")
        elif doubt := claimed.unconfirmed(heard.text(tracker), [record.answer for record in found]):
            dispatcher.utter_message(response=f"utter_claim_{doubt}")
        said = _tell(dispatcher, tracker, found, chosen=chosen, general=general, catalogue=catalogue)
        languages.add(dispatcher, tracker)
        cited = saying.sources(source for record in said for source in record.sources)
        about = _intent_of(found[0], intent)
        begun = tracker.get_slot("subject") if chosen.follows else found[0].id
        told = saying.remembered(intent=about, records=[record.id for record in said], cited=cited)
        return [*told, SlotSet("subject", begun or found[0].id)]


def _tell(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    found: Sequence[Record],
    *,
    chosen: Selected,
    general: Record | None,
    catalogue: Catalogue,
) -> list[Record]:
    """Say the records, those that contradict them, and keep the general one a button away."""
    today = of_turn().today
    asked = labels.general(found[0], general)
    titled = len(found) > 1 or chosen.kind == "unknown"
    again = not chosen.follows and [each.id for each in found] == tracker.get_slot("last_records")
    for place, record in enumerate(found):
        first = chosen.sentence if place == 0 and chosen.kind == "exact" else None
        nearest = chosen.kind == "unknown"
        saying.record(
            dispatcher, record, today=today, first=first, titled=titled, beside=nearest, also=asked, simply=again
        )
    if again:
        dispatcher.utter_message(response="utter_asked_again")
    others = [each for each in _otherwise(found, catalogue) if not each.expired(today)]
    for record in others:
        saying.record(dispatcher, record, today=today)
    return [*found, *others]


def _otherwise(found: Sequence[Record], catalogue: Catalogue) -> list[Record]:
    """Return the records that contradict the answer, each told with its own source and date."""
    said = {record.id for record in found}
    every = {other.id: other for record in found for other in catalogue.contradicting(record)}
    return [other for other in every.values() if other.id not in said]


def _intent_of(record: Record, intent: str) -> str:
    """Return the intent a record belongs to, so that « et combien ? » goes on from it."""
    return intent if intent in record.intents or not record.intents else record.intents[0]
