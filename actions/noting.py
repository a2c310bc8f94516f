"""Shows back what was understood of a case, and what a new hypothesis changes: « Noté : Lens, commune, 90 000 € »."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import heard
from region import facts, rules
from region.eligibility import Verdict
from region.in_force import of_turn

SHOWN = (
    "commune", "departement", "org_type", "amount", "expenses", "public_interest", "manages_public_policy",
    "headcount", "turnover", "investment", "legal_form", "activity", "registered", "recent_dismissal", "project",
)  # fmt: skip
TOLD = "told_facts"


def note(dispatcher: CollectingDispatcher, stated: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Say the facts `said` in the latest message, as they were understood among those `stated`."""
    shown = facts.stated({name: stated.get(name) for name in SHOWN if name in said})
    if shown:
        noted = ", ".join(facts.say(name, value, gazetteer=of_turn().gazetteer) for name, value in shown.items())
        dispatcher.utter_message(response="utter_noted_facts", facts=noted)


def decides(dispatcher: CollectingDispatcher, verdict: Verdict, said: Mapping[str, Any], tracker: Tracker) -> None:
    """To « 45 000 €, ça passe ? », say yes or no first, with the rule that decides."""
    for checked in verdict.checked if heard.asks(tracker) else ():
        read = set(rules.facts_of(checked.condition.test))
        decided = checked.status != "unknown" or read <= said.keys()
        if checked.stated and decided and read & said.keys() & DECIDING:
            rule = checked.condition.rule
            dispatcher.utter_message(response=f"utter_decides_{checked.status}", stated=checked.stated, rule=rule)


DECIDING = frozenset({"amount", "headcount", "turnover", "investment"})


def changed(dispatcher: CollectingDispatcher, slots: Mapping[str, Any], tracker: Tracker) -> bool:
    """Say what changed since the last result; False when nothing did."""
    before, now = facts.stated(tracker.get_slot(TOLD) or {}), facts.stated(slots)
    names = [name for name in SHOWN if name in before | now and before.get(name) != now.get(name)]
    lines = [
        _line(name, before.get(name), now.get(name))
        for name in names
        if not (name == "departement" and "commune" in now)
    ]
    if lines:
        dispatcher.utter_message(response="utter_changed", changes=" ; ".join(lines), json_message={"facts": lines})
    return bool(lines)


def _line(name: str, before: Any, now: Any) -> str:
    old, new = (_said(name, value) for value in (before, now))
    return f"{facts.label(name)}, {new} ({facts.ANSWERS['before']} : {old})"


def _said(name: str, value: Any) -> str:
    return facts.ANSWERS["unsaid"] if value is None else facts.say(name, value, gazetteer=of_turn().gazetteer)


def told(slots: Mapping[str, Any]) -> EventType:
    """Remember the facts a result was told on."""
    return SlotSet(TOLD, {name: slots.get(name) for name in SHOWN if slots.get(name) is not None})


def mentioned(tracker: Tracker, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The facts the latest message changed: those Rasa filled, and those the check settled."""
    return {**tracker.slots_to_validate(), **{name: value for name, value in changes.items() if value is not None}}
