"""Takes up what a person adds after an answer: another amount, another town, or a yes that nothing asked for."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import (
    ami,
    asked_aid,
    case,
    changed,
    every_aid,
    heard,
    legal,
    noting,
    one_aid,
    open_aids,
    place,
    place_choice,
    standing,
    supposing,
)
from actions.doing import Doing
from actions.supposing import SUPPOSED
from nlu import intents
from nlu.intents import CHECKS
from region.in_force import of_turn

CASE = frozenset({"amount", "expense", "org_type", "headcount"})
"""What changes the case last checked, whatever was talked about since."""
FOLLOWING = {name: intent.then for name, intent in intents.ALL.items() if intent.then}
"""What a fact told after an answer goes on with."""
ANSWERS = CASE | {"commune", "departement", "investment", "turnover"}
"""What goes on with a check left aside."""
COUNTED = frozenset({"headcount", "turnover", "investment"})
PLACES = frozenset({"commune", "departement"})


class Inform(Doing):
    """A bare fact outside a check: « et avec 60 000 € ? » checks the same case again."""

    called = "action_inform"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the slots the fact settles, then what is remembered of the verdict, or the form that goes on."""
        if heard.in_form(tracker):
            return not_understood(dispatcher, tracker)
        changes = {**place.settle(tracker), **_removed(tracker), **ami.town_hall(tracker)}
        before = tracker.get_slot(noting.TOLD) or {}
        changes |= supposing.followed({"amount": heard.entity(tracker, "amount")}, before)
        slots = {**tracker.slots, **changes}
        await _invited(dispatcher, tracker)
        told = self._again(dispatcher, slots, tracker)
        return [*(SlotSet(name, value) for name, value in changes.items()), SlotSet(SUPPOSED, None), *told]

    def _again(self, dispatcher: CollectingDispatcher, slots: dict[str, Any], tracker: Tracker) -> list[EventType]:
        last, check = tracker.get_slot("last_intent"), tracker.get_slot("last_check")
        again = check and (last in CHECKS or bool(tracker.get_slot(noting.TOLD) and CASE & set(_said(tracker))))
        if again and slots.get("commune_name"):
            return [FollowupAction(every_aid.FORM if check == every_aid.CHECK else f"{check}_form")]
        if again and (check == every_aid.CHECK or changed.of_several(tracker)):
            return changed.again(dispatcher, slots, tracker, catalogue=of_turn().catalogue)
        if again:
            if not noting.changed(dispatcher, slots, before=tracker.get_slot(noting.TOLD) or {}):
                dispatcher.utter_message(response="utter_nothing_changed")
            return [*standing.tell(dispatcher, slots, tracker), noting.told(slots, tracker)]
        told = every_aid.described(slots, tracker)
        if told and str(last) not in FOLLOWING and heard.entity(tracker, "siren") is None:
            return _told(dispatcher, told, tracker)
        return _taken_up(dispatcher, str(last), tracker, slots)


def _told(dispatcher: CollectingDispatcher, told: dict[str, Any], tracker: Tracker) -> list[EventType]:
    """The one aid that is asked about beside the case, else every aid."""
    catalogue = of_turn().catalogue
    aid = asked_aid.asked_of_case(tracker, catalogue=catalogue)
    if aid:
        return one_aid.tell(dispatcher, aid, told, tracker)
    return every_aid.tell(dispatcher, told, tracker, catalogue=catalogue)


async def _invited(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """A town told after « dites votre commune » gets the aids of Aides-territoires that were promised."""
    last = str(tracker.get_slot("last_intent"))
    if last in open_aids.BODY_OF and any(heard.entity(tracker, name) for name in PLACES):
        await open_aids.add(dispatcher, tracker, intent=last)


def _said(tracker: Tracker) -> list[str]:
    return [name for name in CASE if heard.entities(tracker, name) or heard.apart(tracker, name)]


def _stated(tracker: Tracker) -> list[str]:
    return [name for name in ANSWERS if heard.entities(tracker, name)]


def _removed(tracker: Tracker) -> dict[str, Any]:
    """« et sans le personnel ? »: the expenses stated before, without those set aside."""
    aside, before = heard.apart(tracker, "expense"), tracker.get_slot("expenses")
    if not aside or heard.entities(tracker, "expense") or not before:
        return {}
    return {"expenses": [each for each in before if each not in aside]}


def _taken_up(dispatcher: CollectingDispatcher, last: str, tracker: Tracker, slots: dict[str, Any]) -> list[EventType]:
    """Go on with what the fact belongs to: the check of the aid just named or talked about, or a search by place."""
    following = FOLLOWING.get(last) or (tracker.get_slot("left_check") if set(_stated(tracker)) & ANSWERS else None)
    if heard.entity(tracker, "programme") == case.AMI:
        following = "ami_form"
    elif heard.entity(tracker, "siren"):
        following = "company_form"
    elif following is None and slots.get("activity") and COUNTED & set(_stated(tracker)):
        following = "company_form"  # a trade was told, then what only a firm has: where it is is asked
    if following is None:
        known, trade = noting.worded(slots), legal.in_passing(tracker).get("activity")
        if known:
            dispatcher.utter_message(response="utter_noted_facts", facts=known)
        dispatcher.utter_message(response="utter_trade_told" if trade else "utter_noted")
        return [SlotSet("activity", trade)] if trade else []
    return [FollowupAction(following)]


def not_understood(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say that an answer was not understood, and how to give it; the second time, a person comes first."""
    failures = (tracker.get_slot("failures") or 0) + 1
    asked = heard.asked(tracker)
    nearest = place.near(heard.text(tracker), gazetteer=of_turn().gazetteer) if asked in PLACES else ()
    if nearest:
        dispatcher.utter_message(response="utter_near_commune", buttons=place_choice.buttons(nearest, intent="inform"))
    elif failures >= 2:
        dispatcher.utter_message(response="utter_person_first")
    else:
        dispatcher.utter_message(response=f"utter_help_{asked}")
    return [SlotSet("failures", failures)]
