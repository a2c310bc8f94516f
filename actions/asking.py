"""Asks for the next fact of a check: whole the first time, in one line when the check is taken up again."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import steps
from region.in_force import of_turn

QUESTIONS: Mapping[str, Sequence[str]] = {
    "ami_form": ("org_type", "public_interest", "manages_public_policy", "amount", "expenses"),
    "aids_form": (
        "org_type",
        "amount",
        "expenses",
        "public_interest",
        "manages_public_policy",
        "headcount",
        "turnover",
        "investment",
        "legal_form",
        "activity",
        "registered",
        "recent_dismissal",
        "project",
    ),
    "company_form": ("siren", "org_type", "headcount", "turnover", "investment", "legal_form"),
}
SHOWN_WHOLE = 1


class Question(Action):
    """The question about one fact of one check."""

    form, fact = "", ""

    def name(self) -> str:
        return f"action_ask_{self.form}_{self.fact}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        times = times_asked(tracker, self.fact)
        again = times >= SHOWN_WHOLE
        response = f"utter_again_{self.fact}" if again else f"utter_ask_{self.form}_{self.fact}"
        back, said = shown(self.form, self.fact, tracker)
        dispatcher.utter_message(response=response, buttons=back, json_message=said)
        return [asked_again(self.fact, times)]


def shown(form: str, fact: str, tracker: Tracker) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """What goes with a question: the button back, and its place in the check."""
    title = of_turn().catalogue.wordings["dialogue.back"]
    return steps.back(form, fact, tracker.slots, title=title), {"question": steps.question(form, fact)}


def times_asked(tracker: Tracker, fact: str) -> int:
    """How many times in a row that fact was asked for."""
    asked: Mapping[str, Any] = tracker.get_slot("asking") or {}
    return int(asked.get("times", 0)) if asked.get("fact") == fact else 0


def asked_again(fact: str, times: int) -> EventType:
    return SlotSet("asking", {"fact": fact, "times": times + 1})


ASKED = [
    type(f"Ask{form}{fact}", (Question,), {"form": form, "fact": fact})
    for form, facts in QUESTIONS.items()
    for fact in facts
]
"""One action a question: Rasa finds the question of a form by its name."""
