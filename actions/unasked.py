"""What answers nothing asked: a yes, a no, a remark, « on reprend »."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard, standing
from actions.doing import Doing
from actions.followup import not_understood
from nlu import intents
from region import formats
from region.vocabulary import SUMS


class Unexpected(Doing):
    """A yes, a no or « je ne sais pas » that answers nothing asked; a yes to several choices gets them again."""

    called = "action_unexpected"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return what a yes starts, or nothing."""
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
        dispatcher.utter_message(response="utter_not_asked" if agrees else _nothing_asked(tracker))
        return []


def _nothing_asked(tracker: Tracker) -> str:
    """What to say to a no, or to « je ne sais pas », outside a check."""
    if heard.intent(tracker) != "deny":
        return "utter_nothing_to_answer"
    if heard.questioned(tracker):
        return "utter_as_you_wish"
    return "utter_which_point" if tracker.get_slot("last_intent") in intents.CHECKS else "utter_no_to_nothing"


ACCEPTED = {f"/{intent.id}": intent.does for intent in intents.ALL.values() if intent.by_yes}
"""What a yes to a question with one choice, or to « une personne peut vous répondre », starts."""


def _accepted(dispatcher: CollectingDispatcher, offered: list[dict[str, str]], *, proposed: bool) -> list[EventType]:
    """Start what was really proposed; a yes to an answer that only shows buttons gets the choice."""
    first = offered[0]["payload"]
    if proposed and first in ACCEPTED and (len(offered) == 1 or first == "/ask_human"):
        return [FollowupAction(ACCEPTED[first])]
    dispatcher.utter_message(response="utter_which_one", buttons=offered)
    return []


class Remark(Doing):
    """A remark during a check fills nothing: the question stays."""

    called = "action_remark"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: the case stays as it is."""
        other = _other_sum(tracker)
        dispatcher.utter_message(response="utter_other_sum" if other else "utter_remark", **other)
        return []


def _other_sum(tracker: Tracker) -> dict[str, str]:
    """The sum that the message gives of a field no check asks for, and what that field is; empty where it gives none."""
    said = (
        each for each in heard.named(tracker, "amount") if each.get("group") in SUMS and isinstance(each["value"], int)
    )
    return next(({"sum": formats.euros(each["value"]), "field": SUMS[each["group"]]} for each in said), {})


class WhichSum(Doing):
    """« 2,5 millions », in answer to nothing: what the sum is of."""

    called = "action_which_sum"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: the sum is kept once it is said of something."""
        value = heard.apart(tracker, "amount")[-1]
        fact = "investment" if heard.in_form(tracker) else "amount"
        dispatcher.utter_message(response="utter_which_sum", sum=formats.euros(value), value=value, fact=fact)
        return []


class Resume(Doing):
    """« On reprend »: the check goes on where it stood; without one, says so."""

    called = "action_resume"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the form of the check left aside, its question asked as if for the first time."""
        if heard.in_form(tracker):
            return [SlotSet("asking", None)]
        left, stopped = tracker.get_slot("left_check"), tracker.get_slot(standing.STOPPED)
        if not left and stopped:
            return standing.taken_up(stopped["form"], stopped["facts"])
        if left:
            return standing.taken_up(str(left))
        return standing.again(dispatcher, tracker.slots, tracker)
