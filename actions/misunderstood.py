"""When the assistant is not sure, or does not know: three guesses, a passage, another language, or a person."""

from collections.abc import Callable

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict
from region import current
from region.catalogue import Catalogue

from actions import english, followup, heard, labels


class DidYouMean(Action):
    """« Vouliez-vous dire… »: the three likeliest questions; after two failures in a row, a person first."""

    def __init__(self, *, catalogue: Callable[[], Catalogue] | None = None) -> None:
        self._catalogue = catalogue or current.catalogue

    def name(self) -> str:
        return "action_did_you_mean"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        failures = (tracker.get_slot("failures") or 0) + 1
        if english.is_english(heard.text(tracker)):
            english.answer(dispatcher)
            return []
        stated = [each for each in tracker.latest_message["entities"] if each["entity"] != "choice"]
        intents = [each["value"] for each in heard.entities(tracker, "choice")]
        response = "utter_did_you_mean" if failures < 2 else "utter_did_you_mean_person_first"
        offered = labels.buttons(intents, stated, self._catalogue().wordings)
        dispatcher.utter_message(response=response, buttons=offered)
        return [SlotSet("failures", failures)]


class NoneOfThese(Action):
    """« Aucune de ces questions »: says so, with a person."""

    def name(self) -> str:
        return "action_none_of_these"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        dispatcher.utter_message(response="utter_none_of_these")
        return [SlotSet("failures", (tracker.get_slot("failures") or 0) + 1)]


class Search(Action):
    """What no intent covers: a passage of a record when one is close enough, else « je ne sais pas »."""

    def __init__(self, *, catalogue: Callable[[], Catalogue] | None = None) -> None:
        self._catalogue = catalogue or current.catalogue

    def name(self) -> str:
        return "action_search"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if english.is_english(heard.text(tracker)):
            english.answer(dispatcher)
            return []
        if heard.in_form(tracker):
            return followup.not_understood(dispatcher, tracker)
        failures = (tracker.get_slot("failures") or 0) + 1
        dispatcher.utter_message(response="utter_out_of_scope" if failures < 2 else "utter_person_first")
        return [SlotSet("failures", failures)]
