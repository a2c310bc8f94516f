"""Takes up what a person adds after an answer: another amount, another town, or a yes that nothing asked for."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import ami, case, company, every_aid, heard, noting, place
from nlu import intents
from nlu.intents import CHECKS
from region.in_force import of_turn

CASE = frozenset({"amount", "expense", "org_type", "headcount"})
"""What changes the case last checked, whatever was talked about since."""
FOLLOWING = {name: intent.then for name, intent in intents.ALL.items() if intent.then}
"""What a fact told after an answer goes on with."""
PLACES = frozenset({"commune", "departement"})


class Inform(Action):
    """A bare fact outside a check: « et avec 60 000 € ? » checks the same case again."""

    def name(self) -> str:
        return "action_inform"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if heard.in_form(tracker):
            return not_understood(dispatcher, tracker)
        changes = {**place.settle(tracker), **_removed(tracker)}
        slots = {**tracker.slots, **changes}
        told = self._again(dispatcher, slots, tracker)
        return [*(SlotSet(name, value) for name, value in changes.items()), *told]

    def _again(self, dispatcher: CollectingDispatcher, slots: dict[str, Any], tracker: Tracker) -> list[EventType]:
        last, check = tracker.get_slot("last_intent"), tracker.get_slot("last_check")
        again = check and (last in CHECKS or bool(tracker.get_slot(noting.TOLD) and CASE & set(_said(tracker))))
        if again and slots.get("commune_name"):
            return [FollowupAction(every_aid.FORM if check == every_aid.CHECK else f"{check}_form")]
        if again and check == every_aid.CHECK:
            return every_aid.again(dispatcher, slots, tracker, catalogue=of_turn().catalogue)
        if again:
            if not noting.changed(dispatcher, slots, tracker):
                dispatcher.utter_message(response="utter_nothing_changed")
            return [*self._told_again(dispatcher, slots, tracker, check), noting.told(slots)]
        told = every_aid.described(slots, tracker)
        if told and str(last) not in FOLLOWING and heard.entity(tracker, "siren") is None:
            return every_aid.tell(dispatcher, told, tracker, catalogue=of_turn().catalogue)
        return _taken_up(dispatcher, str(last), tracker)

    def _told_again(
        self, dispatcher: CollectingDispatcher, slots: dict[str, Any], tracker: Tracker, check: str
    ) -> list[EventType]:
        catalogue = of_turn().catalogue
        if check == "company":
            return company.tell_again(dispatcher, slots, tracker, catalogue=catalogue)
        return ami.tell(dispatcher, ami.verdict_of(catalogue, slots, tracker), slots, catalogue=catalogue)


def _said(tracker: Tracker) -> list[str]:
    return [name for name in CASE if heard.entities(tracker, name) or heard.apart(tracker, name)]


def _removed(tracker: Tracker) -> dict[str, Any]:
    """« et sans le personnel ? »: the expenses stated before, without those set aside."""
    aside, before = heard.apart(tracker, "expense"), tracker.get_slot("expenses")
    if not aside or heard.entities(tracker, "expense") or not before:
        return {}
    return {"expenses": [each for each in before if each not in aside]}


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
        agrees = heard.agrees(tracker)
        if agrees and tracker.get_slot("last_intent") == "ask_human":
            return [FollowupAction("action_human")]
        if agrees and heard.checked(tracker):
            dispatcher.utter_message(response="utter_nothing_registered")
            return []
        if agrees and offered:
            return _accepted(dispatcher, offered, proposed=heard.proposed(tracker))
        dispatcher.utter_message(response="utter_not_asked" if agrees else "utter_no_problem")
        return []


ACCEPTED = {f"/{intent.id}": intent.does for intent in intents.ALL.values() if intent.by_yes}
"""What a yes to a question with one choice, or to « une personne peut vous répondre », starts."""


def _accepted(dispatcher: CollectingDispatcher, offered: list[dict[str, str]], *, proposed: bool) -> list[EventType]:
    """Start what was really proposed; a yes to an answer that only shows buttons gets the choice."""
    first = offered[0]["payload"]
    if proposed and first in ACCEPTED and (len(offered) == 1 or first == "/ask_human"):
        return [FollowupAction(ACCEPTED[first])]
    dispatcher.utter_message(response="utter_which_one", buttons=offered)
    return []


class Remark(Action):
    """A remark during a check fills nothing: the question stays."""

    def name(self) -> str:
        return "action_remark"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        dispatcher.utter_message(response="utter_remark")
        return []


class Resume(Action):
    """« On reprend »: the check goes on where it stood; without one, says so."""

    def name(self) -> str:
        return "action_resume"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if heard.in_form(tracker):
            return [SlotSet("asking", None)]
        left = tracker.get_slot("left_check")
        if left:
            return [SlotSet("asking", None), FollowupAction(left)]
        dispatcher.utter_message(response="utter_nothing_to_resume")
        return []


def not_understood(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say that an answer was not understood, and how to give it; the second time, a person comes first."""
    failures = (tracker.get_slot("failures") or 0) + 1
    asked = heard.asked(tracker)
    nearest = place.near(heard.text(tracker), gazetteer=of_turn().gazetteer) if asked in PLACES else ()
    if nearest:
        dispatcher.utter_message(response="utter_near_commune", buttons=place.buttons(nearest, intent="inform"))
    elif failures >= 2:
        dispatcher.utter_message(response="utter_person_first")
    else:
        dispatcher.utter_message(response=f"utter_help_{asked}")
    return [SlotSet("failures", failures)]
