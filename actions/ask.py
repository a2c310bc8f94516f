"""Asks for the commune: by name, or which one when several have the name said; and which answer to correct."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import asking, heard, place, steps
from actions.correctable import CORRECTABLE, correct
from actions.house import LEFT
from region import facts
from region.in_force import of_turn

FORMS = {"ami": "ami_form", "company": "company_form", "all": "aids_form"}


class AskCommune(Action):
    """The question about the seat, in both checks."""

    def name(self) -> str:
        return "action_ask_commune"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        name, form = tracker.get_slot("commune_name"), heard.in_form(tracker) or ""
        back, shown = asking.shown(form, "commune", tracker)
        if not name:
            times = asking.times_asked(tracker, "commune")
            again = times >= asking.SHOWN_WHOLE
            response = "utter_again_commune" if again else "utter_ask_commune"
            dispatcher.utter_message(response=response, buttons=back, json_message=shown)
            return [asking.asked_again("commune", times)]
        found = place.choices(name, departement=tracker.get_slot("departement"), gazetteer=of_turn().gazetteer)
        choices = place.buttons(found, intent="inform")
        dispatcher.utter_message(response="utter_which_commune", buttons=[*choices, *back], json_message=shown)
        return []


class Correct(Action):
    """« Corriger une réponse »: offers the answers given, then asks the chosen one again."""

    def name(self) -> str:
        return "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        chosen = heard.entity(tracker, "fact")
        again = (
            steps.unknown(tracker.slots) if chosen == steps.ALL_UNKNOWN else [chosen] if chosen in CORRECTABLE else []
        )
        if again:
            return [*LEFT, *(SlotSet(fact, None) for fact in again), FollowupAction(_form(tracker))]
        offered = [_button(name, value) for name, value in facts.stated(tracker.slots).items() if name in CORRECTABLE]
        dispatcher.utter_message(
            response="utter_which_answer" if offered else "utter_nothing_to_correct", buttons=offered
        )
        return list(LEFT)


def _form(tracker: Tracker) -> str:
    """The check under way, or the one whose result was told last."""
    return heard.in_form(tracker) or FORMS.get(str(tracker.get_slot("last_check")), "ami_form")


def _button(name: str, value: object) -> dict[str, str]:
    said = facts.say(name, value, gazetteer=of_turn().gazetteer)
    title = said if said.casefold().startswith(facts.label(name)) else f"{facts.label(name)} : {said}"
    return correct(name, title=title[0].upper() + title[1:])
