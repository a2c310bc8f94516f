"""Answers a question with what the Région says about it, its source and its date."""

from collections.abc import Callable
from datetime import date

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import english, heard, saying
from region import current
from region.catalogue import Catalogue
from region.records import Record
from region.search import Index

MUCH_MORE = 0.3


class Answer(Action):
    """Every information intent ends here; the records hold the words."""

    def __init__(
        self, *, catalogue: Callable[[], Catalogue] | None = None, index: Callable[[], Index] | None = None
    ) -> None:
        self._catalogue, self._index = catalogue or current.catalogue, index or current.index

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        today, intent = heard.today(tracker), heard.intent(tracker)
        catalogue = self._catalogue()
        found = catalogue.for_intent(intent, heard.facts(tracker), today=today)
        if found is None:
            dispatcher.utter_message(response="utter_dont_know")
            return [SlotSet("last_intent", intent)]
        if not found.when:
            found = closer(self._index(), heard.text(tracker), found, intent=intent, today=today)
        saying.record(dispatcher, found, today=today)
        if english.is_english(heard.text(tracker)):
            english.add(dispatcher)
        said = [found, *_otherwise(dispatcher, catalogue, found, tracker)]
        cited = saying.sources(source for record in said for source in record.sources)
        return saying.remembered(intent=intent, records=[record.id for record in said], cited=cited)


def closer(index: Index, question: str, found: Record, *, intent: str, today: date) -> Record:
    """Return another record of the same intent when it covers much more of the question than `found` does."""
    other = index.find(
        question, suits=lambda record: intent in record.intents and not record.when and not record.expired(today)
    )
    return other.record if other and other.share - index.share(question, found) >= MUCH_MORE else found


def _otherwise(dispatcher: CollectingDispatcher, catalogue: Catalogue, found: Record, tracker: Tracker) -> list[Record]:
    """Say the records that contradict the answer, each with its own source and date."""
    today = heard.today(tracker)
    others = [record for record in catalogue.contradicting(found) if not record.expired(today)]
    for record in others:
        saying.record(dispatcher, record, today=today)
    return others
