"""Says first whether a number or a trade fits the rule of an aid: « avec 25 salariés, on a droit à ADEN ? », « 300 000 €, ça rentre dans l'AMI ? »."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, deciding, heard
from actions.doing import Doing
from nlu import intents
from region import statements
from region.files import read_yaml
from region.in_force import of_turn
from region.programmes import Programme

WEIGHED = "weighed"
"""The slot of the numbers last weighed before an aid."""
INVESTED = {"amount": "investment"}
"""The sum a firm names is what it would invest."""


class WeighAid(Doing):
    """A number supposed after an answer about an aid: yes or no on that condition, and the rest of the check a button away."""

    called = "action_weigh_aid"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the numbers weighed, so that the next one varies the same: what is supposed is not kept in the case."""
        before = tracker.get_slot(WEIGHED) or {}
        aid = _talked_about(tracker, before)
        said = _said(tracker, firm=aid.audience == "company")
        deciding.decides(dispatcher, case.verdicts([aid], said)[0], said, tracker)
        one_condition(dispatcher, aid)
        same = before.get("said") if before.get("aid") == aid.slug else {}
        return [remembered(aid, {**(same or {}), **said})]


def _talked_about(tracker: Tracker, before: Mapping[str, Any]) -> Programme:
    about_ami = tracker.get_slot("last_intent") in ABOUT_AMI
    slug = before.get("aid") or case.AMI if about_ami else tracker.get_slot("programme")
    return of_turn().catalogue.programmes[str(slug)]


def remembered(aid: Programme, said: Mapping[str, Any]) -> EventType:
    """The note of what was weighed, and for which aid: the next number varies one of these."""
    return SlotSet(WEIGHED, {"aid": aid.slug, "said": dict(said)})


def first(
    dispatcher: CollectingDispatcher, tracker: Tracker, intent: str
) -> tuple[Programme, Mapping[str, Any]] | None:
    """Before an answer: yes or no to a question that a rule decides, where it names the aid and what it is asked of.

    Return the aid and what was weighed, None where nothing was.
    """
    named = heard.entity(tracker, "programme") or (case.AMI if intent in ABOUT_AMI else None)
    aid = of_turn().catalogue.programmes.get(str(named))
    if aid is None or not heard.asks_yes_or_no(tracker) or of_the_aid(heard.text(tracker)):
        return None
    said = _said(tracker, firm=aid.audience == "company")
    decided = deciding.decides(dispatcher, case.verdicts([aid], said)[0], said, tracker)
    return (aid, said) if decided else None


def one_condition(dispatcher: CollectingDispatcher, aid: Programme) -> None:
    """Say that what was weighed is one condition among others, with the check of the aid a button away."""
    dispatcher.utter_message(response=f"utter_one_condition_{aid.audience}", aid=aid.slug)


_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
OF_THE_AID, OWN, SPENT = (re.compile(_LISTS[name]) for name in ("of_the_aid", "own", "spent"))


def of_the_aid(text: str) -> bool:
    """Tell whether the amount named is what the aid has to spend: « l'enveloppe de cinq millions », never weighed as a project."""
    said = text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return bool(OF_THE_AID.search(said)) and not OWN.search(said)


ABOUT_AMI = intents.where(lambda intent: intent.weighed)


def _said(tracker: Tracker, *, firm: bool) -> Mapping[str, Any]:
    """What the latest message says that a rule may decide: its numbers, a firm's trade, its seat."""
    names: tuple[str, ...] = ("amount", "headcount", "turnover", "investment") if firm else ("amount",)
    names += ("commune", "departement") if OWN.search(heard.text(tracker).casefold()) else ()
    values = {name: heard.entity(tracker, name) for name in names}
    trade = statements.of(heard.text(tracker)).get("activity") if firm else None
    said = {INVESTED.get(name, name) if firm else name: value for name, value in values.items() if value is not None}
    return {**said, "activity": trade} if trade and not SPENT.search(heard.text(tracker)) else said
