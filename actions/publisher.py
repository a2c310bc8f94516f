"""« Qui édite ce service ? », « c'est un site officiel ? »: says who publishes it, as the service's data tell."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard
from actions.doing import Doing
from region.in_force import of_turn

OFFICIAL = "utter_publisher_official"
DEMONSTRATION = {
    (False, False): "utter_publisher_demonstration",
    (False, True): "utter_publisher_demonstration_yes_or_no",
    (True, False): "utter_publisher_demonstration_by",
    (True, True): "utter_publisher_demonstration_by_yes_or_no",
}
"""What is said by whether a publisher is filled in, and whether a yes or a no is asked."""


class AskedPublisher(Doing):
    """A person who asks who made the service, or whether it is the Région's, is told what is filled in, or that nothing is."""

    called = "action_asked_publisher"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        service = of_turn().catalogue.service
        publisher, asked = service.publisher.get("name"), heard.asks_yes_or_no(tracker)
        response = OFFICIAL if service.official else DEMONSTRATION[publisher is not None, asked]
        dispatcher.utter_message(response=response, publisher=publisher)
        return []
