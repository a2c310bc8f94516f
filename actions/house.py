"""What the house carries out when a person asks: a human, their data, or starting again."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard

FACTS = (
    "org_type", "commune", "departement", "amount", "expenses", "public_interest", "manages_public_policy",
    "siren", "headcount", "turnover", "investment", "legal_form", "naf",
    "activity", "registered", "recent_dismissal", "project",
)  # fmt: skip
NOTES = (
    "commune_name",
    "company",
    "checked_programme",
    "programme",
    "last_check",
    "failures",
    "told_facts",
    "asking",
    "left_check",
)
LEFT = [ActiveLoop(None), SlotSet("requested_slot", None)]


class Human(Action):
    """« Parler à un agent » : the check under way is set aside, its answers are kept."""

    def name(self) -> str:
        return "action_human"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        form = heard.in_form(tracker)
        dispatcher.utter_message(json_message={"do": "human"})
        if form:
            dispatcher.utter_message(response=f"utter_{form}_kept")
        kept = [SlotSet("left_check", form)] if form else []
        return [*LEFT, *kept, SlotSet("failures", 0), SlotSet("last_intent", "ask_human")]


class EraseMyData(Action):
    """« Effacez mes messages » : the house asks for a confirmation, then erases."""

    def name(self) -> str:
        return "action_delete_my_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        dispatcher.utter_message(json_message={"do": "erase"})
        return list(LEFT)


class ExportMyData(Action):
    """« Envoyez-moi mes données »."""

    def name(self) -> str:
        return "action_export_my_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        dispatcher.utter_message(json_message={"do": "export"})
        return []


class StartOver(Action):
    """« Annuler », « recommencer » : the check stops and its answers are forgotten."""

    def name(self) -> str:
        return "action_restart"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        dispatcher.utter_message(response="utter_started_over")
        return [*LEFT, *(SlotSet(name, None) for name in (*FACTS, *NOTES))]


class Goodbye(Action):
    """« Au revoir » : the check under way is set aside."""

    def name(self) -> str:
        return "action_goodbye"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        form = heard.in_form(tracker)
        dispatcher.utter_message(response="utter_goodbye")
        return [*LEFT, *([SlotSet("left_check", form)] if form else [])]
