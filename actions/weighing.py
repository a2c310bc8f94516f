"""Says first whether a number fits the rule of an aid: « avec 25 salariés, on a droit à ADEN ? », « 300 000 €, ça rentre dans l'AMI ? »."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, heard, noting
from nlu import intents
from region.in_force import of_turn
from region.programmes import Programme

INVESTED = {"amount": "investment"}
"""The sum a firm names is what it would invest."""


class WeighAid(Action):
    """A number supposed after an answer about an aid: yes or no on that condition, and the rest of the check a button away."""

    def name(self) -> str:
        return "action_weigh_aid"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        slug = str(tracker.get_slot("programme"))
        weigh(dispatcher, tracker, of_turn().catalogue.programmes[slug])
        dispatcher.utter_message(response="utter_one_condition", aid=slug)
        return []


def weigh(dispatcher: CollectingDispatcher, tracker: Tracker, aid: Programme) -> None:
    """Say how the numbers of the latest message stand before the conditions of one aid."""
    said = _said(tracker, firm=aid.audience == "company")
    verdict = case.verdicts([aid], said)[0]
    noting.decides(dispatcher, verdict, said, tracker)


def first(dispatcher: CollectingDispatcher, tracker: Tracker, intent: str) -> None:
    """Before an answer: yes or no to a question that a rule decides, where it names the aid and a number."""
    named = heard.entity(tracker, "programme") or (case.AMI if intent in ABOUT_AMI else None)
    aid = of_turn().catalogue.programmes.get(str(named))
    if aid is not None and heard.asks_yes_or_no(tracker) and not of_the_aid(heard.text(tracker)):
        weigh(dispatcher, tracker, aid)


OF_THE_AID = re.compile(
    r"\b(?:l'|cette )(?:enveloppe|dotation)|\bbudget (?:total |global )?(?:de l'(?:ami|appel)|de la r[ée]gion|du programme)"
    r"|\br[ée]gion (?:met|a mis|mettra|consacre|a consacré|consacrera|d[ée]bloque|a d[ée]bloqué|pr[ée]voit|alloue)\b"
)
OWN = re.compile(r"\b(?:notre|nos|mon|ma|mes) |\b(?:du|de ce|le) projet\b")


def of_the_aid(text: str) -> bool:
    """Tell whether the amount named is what the aid has to spend: « l'enveloppe de cinq millions », never weighed as a project."""
    said = text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return bool(OF_THE_AID.search(said)) and not OWN.search(said)


ABOUT_AMI = intents.where(lambda intent: intent.weighed)


def _said(tracker: Tracker, *, firm: bool) -> Mapping[str, Any]:
    names = ("amount", "headcount") if firm else ("amount",)
    values = {name: heard.entity(tracker, name) for name in names}
    return {INVESTED.get(name, name) if firm else name: value for name, value in values.items() if value is not None}
