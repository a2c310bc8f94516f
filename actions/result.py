"""After a result: « pourquoi ? », « qu'est-ce qui coince ? », « je peux l'imprimer ? », « envoyez-moi l'attestation »."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import onward, reasons
from actions.doing import Doing
from region.in_force import of_turn


class Reasons(Doing):
    """What the last result rests on: the conditions against it, else what is missing, else that nothing is against it."""

    called = "action_reasons"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return no failure: what is asked is answered."""
        catalogue = of_turn().catalogue
        for status, response in (("not_met", "utter_contested"), ("unknown", "utter_missing_for_result")):
            rests = reasons.of_result(tracker, catalogue, status=status)
            if rests:
                dispatcher.utter_message(response=response, reasons=rests)
                return [SlotSet("failures", 0)]
        dispatcher.utter_message(response="utter_nothing_against_result")
        return [SlotSet("failures", 0)]


class KeepResult(Doing):
    """The house keeps the case under a reference, and says the page where it is printed."""

    called = "action_keep_result"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        dispatcher.utter_message(json_message={"do": "case"})
        return []


class AskedCertificate(Doing):
    """A paper that would commit the Région does not exist here: what does is a dated page with its reference."""

    called = "action_asked_certificate"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        dispatcher.utter_message(response="utter_no_certificate")
        if onward.told(tracker):
            dispatcher.utter_message(json_message={"do": "case"})
        else:
            dispatcher.utter_message(response="utter_certificate_after_a_check")
        return []
