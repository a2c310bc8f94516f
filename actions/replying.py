"""Takes up small words after an answer: a reaction, thanks, a word whose meaning is asked."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import ami, heard, noting
from actions.doing import Doing
from nlu import intents
from region.eligibility import MET
from region.in_force import of_turn


class React(Doing):
    """« C'est dommage », « ah super »: met as it is meant; after a result, with what can be done about it."""

    called = "action_react"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: the case stays as it is."""
        kind = heard.reaction(tracker)
        if kind == "waiting":
            dispatcher.utter_message(response="utter_take_your_time")
            return []
        if heard.in_form(tracker):
            dispatcher.utter_message(response="utter_react_in_check")
            return []
        if tracker.get_slot("last_intent") not in intents.CHECKS or not tracker.get_slot(noting.TOLD):
            dispatcher.utter_message(response=f"utter_react_{kind}")
            return []
        suits = kind == "pleased" and _suits(tracker)
        dispatcher.utter_message(response="utter_react_suits" if suits else "utter_react_result")
        return []


def _suits(tracker: Tracker) -> bool:
    """Whether nothing known goes against the case told last, as far as one verdict tells it."""
    if tracker.get_slot("last_check") != "ami":
        return True
    slots = {**tracker.slots, **(tracker.get_slot("supposed") or {})}
    return ami.verdict_of(of_turn().catalogue, slots, tracker).verdict == MET


class Thank(Doing):
    """« Merci »: in a check, the question follows, and no other is asked."""

    called = "action_thank"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: thanks change nothing."""
        dispatcher.utter_message(response="utter_thanked" if heard.in_form(tracker) else "utter_thank")
        return []


class Meaning(Doing):
    """« C'est quoi, le siège ? »: what the question asks for, in plain words."""

    called = "action_meaning"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: the question stays."""
        fact = heard.entity(tracker, "fact") or heard.asked(tracker)
        dispatcher.utter_message(response=f"utter_meaning_{fact}")
        return []
