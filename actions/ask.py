"""Asks for the commune: by name, or which one when several have the name said; and which answer to correct."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import asking, heard, place, place_choice, steps
from actions.correctable import CORRECTABLE, correct
from actions.doing import Doing
from actions.house import LEFT
from actions.supposing import SUPPOSED
from region import facts
from region.in_force import of_turn

OF_A_FIRM = {("company_form", "amount"): "investment"}
WITH = {"commune": ("departement", "commune_name"), "departement": ("commune", "commune_name")}
"""What is asked again with a fact."""
FORMS = {"ami": "ami_form", "company": "company_form", "all": "aids_form"}


class AskCommune(Doing):
    """The question about the seat, in both checks."""

    called = "action_ask_commune"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return how many times in a row the commune was asked for; nothing where it offers a choice."""
        name, form = tracker.get_slot("commune_name"), heard.in_form(tracker) or ""
        back, shown = asking.shown(form, "commune", tracker)
        if not name:
            times = asking.times_asked(tracker, "commune")
            dispatcher.utter_message(response=asking.wording("commune", times), buttons=back, json_message=shown)
            return [asking.asked_again("commune", times)]
        found = place.choices(name, departement=tracker.get_slot("departement"), gazetteer=of_turn().gazetteer)
        choices = place_choice.buttons(found, intent="inform")
        dispatcher.utter_message(response="utter_which_commune", buttons=[*choices, *back], json_message=shown)
        return []


class Correct(Doing):
    """« Corriger une réponse »: offers the answers given, then asks the chosen one again."""

    called = "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the end of the check under way; with the answers forgotten and the check begun again once one is chosen."""
        form = _form(tracker)
        chosen = OF_A_FIRM.get((form, heard.entity(tracker, "fact")), heard.entity(tracker, "fact"))
        again = (
            steps.unknown(tracker.slots) if chosen == steps.ALL_UNKNOWN else [chosen] if chosen in CORRECTABLE else []
        )
        if again:
            emptied = {name for fact in again for name in (fact, *WITH.get(fact, ()))}
            return [
                *LEFT,
                *(SlotSet(fact, None) for fact in (*sorted(emptied), SUPPOSED)),
                SlotSet("correcting", "commune" if again[0] == "departement" else again[0]),
                FollowupAction(form),
            ]
        offered = [_button(name, value) for name, value in facts.stated(tracker.slots).items() if name in CORRECTABLE]
        dispatcher.utter_message(
            response="utter_which_answer" if offered else "utter_nothing_to_correct", buttons=offered
        )
        return [*LEFT, *([SlotSet("left_check", heard.in_form(tracker))] if heard.in_form(tracker) else [])]


def _form(tracker: Tracker) -> str:
    """The check under way, the one whose result was told last, or the one left aside."""
    told = FORMS.get(str(tracker.get_slot("last_check")))
    return heard.in_form(tracker) or told or tracker.get_slot("left_check") or "ami_form"


def _button(name: str, value: object) -> dict[str, str]:
    said = facts.say(name, value, gazetteer=of_turn().gazetteer)
    title = said if said.casefold().startswith(facts.label(name)) else f"{facts.label(name)} : {said}"
    return correct(name, title=title[0].upper() + title[1:])
