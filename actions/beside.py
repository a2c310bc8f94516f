"""What is asked beside the case: a sum to check, a body denied, a town only near, another case."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, comparing, every_aid, heard, noting
from actions.doing import Doing
from actions.house import FACTS, NOTES
from region import formats
from region.in_force import of_turn

FORMS = {"ami": "ami_form", "company": "company_form", "all": every_aid.FORM}
LASTING = frozenset({"last_check", "programme"})
"""The notes that another case of the same check keeps."""


class Reckon(Doing):
    """« 60 % de 75 000, ça fait bien 45 000 ? »: the sum, and nothing of the case."""

    called = "action_reckon"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: arithmetic changes no fact."""
        found = heard.reckoned(tracker)
        value, claimed = found["value"], found.get("claimed")
        how = "" if claimed is None else "_right" if claimed == value else "_wrong"
        worth = formats.number(value)
        dispatcher.utter_message(
            response=f"utter_reckoned{how}", said=found["said"], value=worth, json_message={"facts": [worth]}
        )
        return []


class DeniedBody(Doing):
    """« On n'est pas une commune », where no body was said: which one is it?"""

    called = "action_denied_body"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: what somebody is not says nothing of what they are."""
        in_check = "_in_check" if heard.in_form(tracker) else ""
        dispatcher.utter_message(response=f"utter_denied_body{in_check}")
        return []


class NearbyPlace(Doing):
    """« Près d'Arras »: the seat is not in Arras, and its commune is still asked for."""

    called = "action_nearby_place"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: the commune named is not that of the seat."""
        dispatcher.utter_message(response="utter_nearby_place", said=heard.nearby(tracker))
        return []


class NewCase(Doing):
    """A whole other case after a result: it is checked by itself, with nothing of the one before."""

    called = "action_new_case"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the facts of before forgotten, those just said kept, and the check they go on with."""
        said = {name: tracker.get_slot(name) for name in FACTS if heard.stated(tracker, name)}
        said |= comparing.implied(said, tracker.get_slot(noting.TOLD) or {})
        forgotten = {name: None for name in (*FACTS, *NOTES) if name not in LASTING}
        dispatcher.utter_message(response="utter_new_case")
        slots = [SlotSet(name, value) for name, value in (forgotten | said).items()]
        form = tracker.get_slot("left_check") or FORMS.get(str(tracker.get_slot("last_check")), "ami_form")
        if heard.entity(tracker, "programme") == case.AMI:
            form = "ami_form"
        elif heard.turns_to_a_firm(tracker):
            form = every_aid.FORM if every_aid.described({**forgotten, **said}, tracker) else "company_form"
        told = every_aid.described({**tracker.slots, **forgotten, **said}, tracker) if form == every_aid.FORM else None
        if told:
            return [*slots, *every_aid.tell(dispatcher, told, tracker, catalogue=of_turn().catalogue)]
        now = {**tracker.slots, **forgotten, **said}
        return [*slots, comparing.others(tracker, but=said), *comparing.judged(dispatcher, now, tracker, form)]
