"""Shows back what was understood of a case, and what a new hypothesis changes: « Noté : Lens, commune, 90 000 € »."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from region import facts
from region.in_force import of_turn

SHOWN = (
    "commune", "departement", "org_type", "amount", "expenses", "public_interest", "manages_public_policy",
    "headcount", "turnover", "investment", "legal_form", "activity", "registered", "recent_dismissal", "project",
)  # fmt: skip
TOLD = "told_facts"


def worded(slots: Mapping[str, Any]) -> str:
    """The facts of a case in one line: « Lens (Pas-de-Calais), commune, 90 000 € »; empty where none is known."""
    known = facts.stated({name: slots.get(name) for name in SHOWN})
    once = {"departement"} if "commune" in known else set()
    once |= told_twice(known)
    return in_words({name: value for name, value in known.items() if name not in once}, asked="amount")


def told_twice(known: Mapping[str, Any]) -> set[str]:
    """The fact left out where one sum is both the cost and a firm's investment: beside its turnover, it is invested."""
    if known.get("amount") is None or known.get("investment") != known["amount"]:
        return set()
    return {"amount"} if known.get("turnover") is not None else {"investment"}


def note(
    dispatcher: CollectingDispatcher, stated: Mapping[str, Any], said: Mapping[str, Any], *, asked: str | None
) -> None:
    """Say the facts `said` in the latest message, as they were understood among those `stated`; `asked` was asked for."""
    shown = in_words({name: stated.get(name) for name in SHOWN if name in said}, asked=asked)
    if shown:
        dispatcher.utter_message(response="utter_noted_facts", facts=shown)
    elif said.get("activity"):
        dispatcher.utter_message(response="utter_noted_trade")


def in_words(said: Mapping[str, Any], *, asked: str | None) -> str:
    """The facts in French, « Lens (Pas-de-Calais), 90 000 € »: a sum is named unless it is alone and the one asked for.

    A trade that is none of the named ones is left out: the person just said it better.
    """
    shown = {name: value for name, value in facts.stated(said).items() if (name, value) != ORDINARY}
    alone = len(SUMS & shown.keys()) == 1
    return ", ".join(
        (facts.say if alone and name == asked else facts.say_named)(name, value, gazetteer=of_turn().gazetteer)
        for name, value in shown.items()
    )


ORDINARY = ("activity", "other")
SUMS = frozenset({"amount", "turnover", "investment"})


def changed(dispatcher: CollectingDispatcher, slots: Mapping[str, Any], *, before: Mapping[str, Any]) -> bool:
    """Say what changes from a case to another; False when nothing does."""
    before, now = facts.stated(before), facts.stated(slots)
    same = now.get("investment") == now.get("amount") and before.get("investment") == before.get("amount")
    names = [name for name in SHOWN if name in before | now and before.get(name) != now.get(name)]
    lines = [
        _line(name, before.get(name), now.get(name))
        for name in names
        if not (name == "departement" and "commune" in now) and not (same and name == "investment")
    ]
    if lines:
        dispatcher.utter_message(response="utter_changed", changes=" ; ".join(lines), json_message={"facts": lines})
    return bool(lines)


def _line(name: str, before: Any, now: Any) -> str:
    old, new = (_said(name, value) for value in (before, now))
    label = facts.label(name)
    named = new.startswith(f"{label} :")  # « mission d'intérêt public : oui » is named already
    told, was = (new, old.removeprefix(f"{label} : ")) if named else (f"{label}, {new}", old)
    return f"{told} ({facts.ANSWERS['before']} : {was})"


def _said(name: str, value: Any) -> str:
    return facts.ANSWERS["unsaid"] if value is None else facts.say(name, value, gazetteer=of_turn().gazetteer)


def told(slots: Mapping[str, Any], tracker: Tracker | None = None) -> EventType:
    """Remember the facts a result was told on, and the one aid it was told of."""
    only = slots.get("checked_programme") or ((tracker and tracker.get_slot(TOLD)) or {}).get("checked_programme")
    kept = {name: slots.get(name) for name in SHOWN if slots.get(name) is not None}
    return SlotSet(TOLD, {**kept, **({"checked_programme": only} if only else {})})


def mentioned(tracker: Tracker, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The facts the latest message changed: those Rasa filled, and those the check settled."""
    return {**tracker.slots_to_validate(), **{name: value for name, value in changes.items() if value is not None}}
