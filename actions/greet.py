"""Says good morning, in both languages to somebody who writes in English."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import languages
from actions.doing import Doing


class Greet(Doing):
    """« Bonjour », or « Hello, can you help me? »."""

    called = "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        if not languages.english_only(dispatcher, tracker):
            dispatcher.utter_message(response="utter_greet")
        return []
