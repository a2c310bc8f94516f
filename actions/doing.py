"""What an action is: its name in the domain, and what it does."""

from abc import ABC, abstractmethod
from typing import ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict


class Doing(Action, ABC):
    """An action of the domain, called by its name there."""

    called: ClassVar[str]

    def name(self) -> str:
        """Return the name of the action in the domain."""
        return self.called

    @abstractmethod
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Say what answers the latest message, and return the events to keep: slots set, a form begun or left."""
