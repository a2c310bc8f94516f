"""Where a person stands: a check under way, one left aside or stopped, or a result told; and the way to go on from there."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import ami, changed, company_verdict, heard, noting
from region.in_force import of_turn

STOPPED = "stopped_check"
"""The slot of a check that was stopped: `{"form", "facts"}`."""


def where(tracker: Tracker) -> str:
    """The wording that says where the person stands outside a check."""
    if tracker.get_slot("left_check"):
        return "utter_check_aside"
    return "utter_result_told" if tracker.get_slot(noting.TOLD) else "utter_check_to_do"


def tell(dispatcher: CollectingDispatcher, slots: Mapping[str, Any], tracker: Tracker) -> list[EventType]:
    """Say the result of one aid, the last that was checked, on other facts; none of them is kept."""
    catalogue, check = of_turn().catalogue, tracker.get_slot("last_check")
    told = tracker.get_slot(noting.TOLD) or {}
    if check == "company":
        only = {"checked_programme": told.get("checked_programme")}
        return company_verdict.tell_again(dispatcher, {**slots, **only}, tracker, catalogue=catalogue)
    return ami.tell(dispatcher, ami.verdict_of(catalogue, dict(slots), tracker), slots, catalogue=catalogue)


def again(dispatcher: CollectingDispatcher, slots: Mapping[str, Any], tracker: Tracker) -> list[EventType]:
    """Go on with the real case: the question under way, the check left aside, or the result."""
    if heard.in_form(tracker):
        return [SlotSet("asking", None)]
    if tracker.get_slot("left_check") and not tracker.get_slot(noting.TOLD):
        return taken_up(str(tracker.get_slot("left_check")))
    if changed.of_several(tracker):
        return changed.again(dispatcher, slots, tracker, catalogue=of_turn().catalogue)
    if tracker.get_slot(noting.TOLD):
        return [*tell(dispatcher, slots, tracker), noting.told(slots, tracker)]
    dispatcher.utter_message(response="utter_nothing_to_resume")
    return []


def taken_up(form: str, facts: Mapping[str, Any] | None = None) -> list[EventType]:
    """Take up a check where it stood, with the answers already given."""
    answers = [SlotSet(name, value) for name, value in (facts or {}).items()]
    return [
        *answers,
        SlotSet("asking", None),
        SlotSet("left_check", None),
        SlotSet(STOPPED, None),
        FollowupAction(form),
    ]
