"""Says good morning, in both languages to somebody who writes in English."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import english, heard


class Greet(Action):
    """« Bonjour », or « Hello, can you help me? »."""

    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if english.is_english(heard.text(tracker)):
            english.answer(dispatcher)
        else:
            dispatcher.utter_message(response="utter_greet")
        return []
