"""Takes up what a person adds after an answer: another amount, another town, or a yes that nothing asked for."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import ami, case, company, heard, place
from region import current, territory
from region.catalogue import Catalogue

ANSWERED_ALONE = {"deny": "utter_no_problem", "dont_know": "utter_no_problem"}

FOLLOWING = {
    **dict.fromkeys(("ask_ami", "ask_ami_eligibility", "ask_ami_amount", "ask_public_support"), "ami_form"),
    **dict.fromkeys(("ask_company_support", "ask_programme"), "company_form"),
    **dict.fromkeys(("find_workshop", "ask_workshops", "register_workshop", "ask_cafe_ia"), "action_find_workshop"),
    "ask_digital_help": "action_digital_help",
}
PLACES = frozenset({"commune", "departement"})


class Inform(Action):
    """A bare fact outside a check: « et avec 60 000 € ? » checks the same case again."""

    def __init__(self, *, catalogue: Callable[[], Catalogue] | None = None) -> None:
        self._catalogue = catalogue or current.catalogue

    def name(self) -> str:
        return "action_inform"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if heard.in_form(tracker):
            return not_understood(dispatcher, tracker)
        changes = place.settle(tracker)
        slots = {**tracker.slots, **changes}
        told = self._again(dispatcher, slots, tracker)
        return [*(SlotSet(name, value) for name, value in changes.items()), *told]

    def _again(self, dispatcher: CollectingDispatcher, slots: dict[str, Any], tracker: Tracker) -> list[EventType]:
        last, check = tracker.get_slot("last_intent"), tracker.get_slot("last_check")
        if last == "check_ami_eligibility" and check == "ami":
            catalogue = self._catalogue()
            return ami.tell(dispatcher, ami.verdict_of(catalogue, slots, tracker), catalogue=catalogue)
        if last == "check_company_support" and check == "company":
            return company.tell_again(dispatcher, slots, tracker, catalogue=self._catalogue())
        return _taken_up(dispatcher, str(last), tracker)


def _taken_up(dispatcher: CollectingDispatcher, last: str, tracker: Tracker) -> list[EventType]:
    """Go on with what the fact belongs to: the check of the aid just named or talked about, or a search by place."""
    following = FOLLOWING.get(last)
    if heard.entity(tracker, "programme") == case.AMI:
        following = "ami_form"
    elif heard.entity(tracker, "siren"):
        following = "company_form"
    if following is None:
        dispatcher.utter_message(response="utter_noted")
        return []
    return [FollowupAction(following)]


class Unexpected(Action):
    """A yes, a no or « je ne sais pas » that answers nothing asked; a yes to several choices gets them again."""

    def name(self) -> str:
        return "action_unexpected"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if heard.in_form(tracker):
            return not_understood(dispatcher, tracker)
        offered = heard.offered(tracker)
        if heard.intent(tracker) == "affirm" and offered:
            dispatcher.utter_message(response="utter_which_one", buttons=offered)
            return []
        dispatcher.utter_message(response=ANSWERED_ALONE.get(heard.intent(tracker), "utter_not_asked"))
        return []


def not_understood(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say that an answer was not understood, and how to give it; the second time, a person comes first."""
    failures = (tracker.get_slot("failures") or 0) + 1
    asked = heard.asked(tracker)
    nearest = place.near(heard.text(tracker), gazetteer=territory.current()) if asked in PLACES else ()
    if nearest:
        dispatcher.utter_message(response="utter_near_commune", buttons=place.buttons(nearest, intent="inform"))
    elif failures >= 2:
        dispatcher.utter_message(response="utter_person_first")
    else:
        dispatcher.utter_message(response=f"utter_help_{asked}")
    return [SlotSet("failures", failures)]
