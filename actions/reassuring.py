"""« C'est noté ? », « donc c'est accordé ? »: says that nothing is registered nor granted here."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard


class AskedIfNoted(Action):
    """A person who believes that writing here registers a request is told that it does not."""

    def name(self) -> str:
        return "action_asked_if_noted"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        _say(dispatcher, tracker, "utter_nothing_registered")
        return []


class AskedIfGranted(Action):
    """A person who takes an answer for a decision is told who decides."""

    def name(self) -> str:
        return "action_asked_if_granted"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        _say(dispatcher, tracker, "utter_nothing_granted")
        return []


def _say(dispatcher: CollectingDispatcher, tracker: Tracker, response: str) -> None:
    """During a check the question follows, and no button stands between."""
    dispatcher.utter_message(response=f"{response}_in_check" if heard.in_form(tracker) else response)
