"""Asks for the commune: by name, or which one when several have the name said; and which answer to correct."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import asking, heard, place
from actions.house import LEFT
from region import facts
from region.in_force import of_turn

FORMS = {"ami": "ami_form", "company": "company_form"}
CORRECTABLE = (
    "org_type", "public_interest", "manages_public_policy", "commune", "departement", "amount", "expenses",
    "headcount", "turnover", "investment",
)  # fmt: skip


class AskCommune(Action):
    """The question about the seat, in both checks."""

    def name(self) -> str:
        return "action_ask_commune"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        name = tracker.get_slot("commune_name")
        if not name:
            times = asking.times_asked(tracker, "commune")
            again = times >= asking.SHOWN_WHOLE
            dispatcher.utter_message(response="utter_again_commune" if again else "utter_ask_commune")
            return [asking.asked_again("commune", times)]
        found = place.choices(name, departement=tracker.get_slot("departement"), gazetteer=of_turn().gazetteer)
        dispatcher.utter_message(response="utter_which_commune", buttons=place.buttons(found, intent="inform"))
        return []


class Correct(Action):
    """« Corriger une réponse »: offers the answers given, then asks the chosen one again."""

    def name(self) -> str:
        return "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        chosen = heard.entity(tracker, "fact")
        if chosen in CORRECTABLE:
            form = FORMS.get(tracker.get_slot("last_check"), "ami_form")
            return [*LEFT, SlotSet(chosen, None), FollowupAction(form)]
        offered = [_button(name, value) for name, value in facts.stated(tracker.slots).items() if name in CORRECTABLE]
        dispatcher.utter_message(
            response="utter_which_answer" if offered else "utter_nothing_to_correct", buttons=offered
        )
        return list(LEFT)


def _button(name: str, value: object) -> dict[str, str]:
    said = facts.say(name, value, gazetteer=of_turn().gazetteer)
    title = said if said.casefold().startswith(facts.label(name)) else f"{facts.label(name)} : {said}"
    return {"title": title[0].upper() + title[1:], "payload": f'/correct_answer{{"fact":"{name}"}}'}
