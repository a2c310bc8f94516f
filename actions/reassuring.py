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
        checking = heard.in_form(tracker)  # the question follows: no button stands between
        response = "utter_nothing_registered_in_check" if checking else "utter_nothing_registered"
        dispatcher.utter_message(response=response)
        return []


class AskedIfGranted(Action):
    """A person who takes an answer for a decision is told who decides."""

    def name(self) -> str:
        return "action_asked_if_granted"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        response = "utter_nothing_granted_in_check" if heard.in_form(tracker) else "utter_nothing_granted"
        dispatcher.utter_message(response=response)
        return []
