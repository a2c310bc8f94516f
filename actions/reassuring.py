"""« C'est noté ? », « donc c'est accordé ? », « c'est long »: says that nothing is registered nor granted here, and what is left."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard, steps
from actions.doing import Doing


class AskedIfNoted(Doing):
    """A person who believes that writing here registers a request is told that it does not."""

    called = "action_asked_if_noted"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        checking = heard.in_form(tracker)  # the question follows: no button stands between
        response = "utter_nothing_registered_in_check" if checking else "utter_nothing_registered"
        dispatcher.utter_message(response=response)
        return []


class AskedIfGranted(Doing):
    """A person who takes an answer for a decision is told who decides."""

    called = "action_asked_if_granted"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        response = "utter_nothing_granted_in_check" if heard.in_form(tracker) else "utter_nothing_granted"
        dispatcher.utter_message(response=response)
        return []


class AskedLength(Doing):
    """A person who finds the questions long or hard is told how many are left at most, and that a person can answer instead."""

    called = "action_asked_length"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return no failure: the question follows, in one line."""
        form, asked = heard.in_form(tracker) or "", heard.asked(tracker) or ""
        place = steps.question(form, asked, tracker.slots)
        left = place["of"] - place["step"] + 1 if place["of"] else 0
        told = {0: "utter_questions_open", 1: "utter_questions_last"}.get(left, "utter_questions_left")
        dispatcher.utter_message(response=told, left=left)
        return [SlotSet("failures", 0)]
