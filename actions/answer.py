"""Answers a question with what the Région says about it, its source and its date."""

from collections.abc import Callable

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import english, heard, saying
from region import current
from region.catalogue import Catalogue
from region.records import Record


class Answer(Action):
    """Every information intent ends here; the records hold the words."""

    def __init__(self, *, catalogue: Callable[[], Catalogue] | None = None) -> None:
        self._catalogue = catalogue or current.catalogue

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        today, intent = heard.today(tracker), heard.intent(tracker)
        catalogue = self._catalogue()
        found = catalogue.for_intent(intent, heard.facts(tracker), today=today)
        if found is None:
            dispatcher.utter_message(response="utter_dont_know")
            return [SlotSet("last_intent", intent)]
        saying.record(dispatcher, found, today=today)
        if english.is_english(heard.text(tracker)):
            english.add(dispatcher)
        said = [found, *_otherwise(dispatcher, catalogue, found, tracker)]
        cited = saying.sources(source for record in said for source in record.sources)
        return saying.remembered(intent=intent, records=[record.id for record in said], cited=cited)


def _otherwise(dispatcher: CollectingDispatcher, catalogue: Catalogue, found: Record, tracker: Tracker) -> list[Record]:
    """Say the records that contradict the answer, each with its own source and date."""
    today = heard.today(tracker)
    others = [record for record in catalogue.contradicting(found) if not record.expired(today)]
    for record in others:
        saying.record(dispatcher, record, today=today)
    return others
