"""Finds a workshop by place or date, and the nearest places that help with computers."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answer import Answer


class FindWorkshop(Action):
    """« Un atelier près de chez moi »."""

    def name(self) -> str:
        return "action_find_workshop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await Answer().run(dispatcher, tracker, domain)


class DigitalHelp(Action):
    """« Qui peut m'aider avec l'ordinateur ? »."""

    def name(self) -> str:
        return "action_digital_help"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await Answer().run(dispatcher, tracker, domain)
