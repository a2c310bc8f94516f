"""Asks for the next fact of a check: whole the first time, in one line when the check is taken up again."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import steps
from actions.doing import Doing
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


class Question(Doing):
    """The question about one fact of one check."""

    form, fact = "", ""

    def name(self) -> str:
        """Return the name that Rasa looks for, of the form and of the fact."""
        return f"action_ask_{self.form}_{self.fact}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return how many times in a row the fact was asked for."""
        times = times_asked(tracker, self.fact)
        back, said = shown(self.form, self.fact, tracker)
        dispatcher.utter_message(response=wording(f"{self.form}_{self.fact}", times), buttons=back, json_message=said)
        return [asked_again(self.fact, times)]


def shown(form: str, fact: str, tracker: Tracker) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """What goes with a question: the button back, and its place in the check."""
    title = of_turn().catalogue.wordings["dialogue.back"]
    return steps.back(form, fact, tracker.slots, title=title), {"question": steps.question(form, fact, tracker.slots)}


def wording(question: str, times: int) -> str:
    """The response that asks a question: whole the first time, then in one line with the same choices (bot.engine.importer)."""
    return f"utter_{'asked_again' if times >= SHOWN_WHOLE else 'ask'}_{question}"


def times_asked(tracker: Tracker, fact: str) -> int:
    """How many times in a row that fact was asked for."""
    asked: Mapping[str, Any] = tracker.get_slot("asking") or {}
    return int(asked.get("times", 0)) if asked.get("fact") == fact else 0


def asked_again(fact: str, times: int) -> EventType:
    """The note that a fact was asked for once more, after `times` times in a row."""
    return SlotSet("asking", {"fact": fact, "times": times + 1})


ASKED = [
    type(f"Ask{form}{fact}", (Question,), {"form": form, "fact": fact})
    for form, facts in QUESTIONS.items()
    for fact in facts
]
"""One action a question: Rasa finds the question of a form by its name."""
