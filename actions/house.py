"""What the house carries out when a person asks: a human, their data, or starting again."""

import re
from pathlib import Path

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard
from actions.doing import Doing
from region.files import read_yaml

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
    "supposed",
    "stopped_check",
    "correcting",
    "weighed",
    "cases",
)
LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
FROM_ZERO, BEGIN_AGAIN = (re.compile(LISTS[name], re.IGNORECASE) for name in ("from_zero", "begin_again"))
OF_CHECK = {"ami": "ami_form", "company": "company_form", "all": "aids_form"}
"""The form of the check whose result was told last."""
LEFT = [ActiveLoop(None), SlotSet("requested_slot", None)]


class Human(Doing):
    """« Parler à un agent » : the check under way is set aside, its answers are kept."""

    called = "action_human"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the end of the check, its name kept to go back to it."""
        form = heard.in_form(tracker)
        dispatcher.utter_message(json_message={"do": "human"})
        if form:
            dispatcher.utter_message(response=f"utter_{form}_kept")
        kept = [SlotSet("left_check", form)] if form else []
        return [*LEFT, *kept, SlotSet("failures", 0), SlotSet("last_intent", "ask_human")]


class EraseMyData(Doing):
    """« Effacez mes messages » : the house asks for a confirmation, then erases."""

    called = "action_delete_my_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the end of the check."""
        dispatcher.utter_message(json_message={"do": "erase"})
        return list(LEFT)


class ExportMyData(Doing):
    """« Envoyez-moi mes données »."""

    called = "action_export_my_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        dispatcher.utter_message(json_message={"do": "export"})
        return []


class StartOver(Doing):
    """« Annulez » stops the check and sets its answers aside; « recommencez » forgets them, and begins the check again."""

    called = "action_restart"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the end of the check, every fact and note forgotten; those of a check only stopped are set aside."""
        form = heard.in_form(tracker)
        forgotten = [SlotSet(name, None) for name in (*FACTS, *NOTES)]
        begun = form or OF_CHECK.get(str(tracker.get_slot("last_check"))) or tracker.get_slot("left_check")
        if begun and BEGIN_AGAIN.search(heard.text(tracker)):
            dispatcher.utter_message(response="utter_begun_again")
            return [*LEFT, *forgotten, FollowupAction(begun)]
        aside = form if form and not FROM_ZERO.search(heard.text(tracker)) else None
        running = form or any(tracker.get_slot(name) for name in (*FACTS, *NOTES))
        over = "utter_started_over" if running else "utter_nothing_to_stop"
        dispatcher.utter_message(response="utter_check_stopped" if aside else over)
        slots = {name: tracker.get_slot(name) for name in (*FACTS, "company", "checked_programme")}
        kept = {name: value for name, value in slots.items() if value is not None}
        return [*LEFT, *forgotten, *([SlotSet("stopped_check", {"form": form, "facts": kept})] if aside else [])]


class Goodbye(Doing):
    """« Au revoir » : the check under way is set aside."""

    called = "action_goodbye"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the end of the check, its name kept to go back to it."""
        form = heard.in_form(tracker)
        dispatcher.utter_message(response="utter_goodbye")
        return [*LEFT, *([SlotSet("left_check", form)] if form else [])]
