"""Checks which aids may concern a company: its public facts when it gives a number, questions otherwise."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, deciding, heard, legal, noting, place
from actions.company_verdict import verdicts
from actions.doing import Doing
from actions.register import look_up
from region.eligibility import Verdict
from region.facts import UNKNOWN
from region.in_force import of_turn


class ValidateCompanyForm(Doing):
    """After each answer: reads the register for a new number, then asks for the next fact that matters."""

    called = "validate_company_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the slots the answer and the register settle, and the next fact as `requested_slot`: None ends the questions."""
        found = await self._registered(dispatcher, tracker)
        changes = {
            **passed_over(tracker),
            **in_passing(tracker),
            **invested(tracker),
            **found,
            **place.settle(tracker),
            **legal.form(tracker),
        }
        if changes.get("legal_form", "") is None and tracker.slots_to_validate().keys() <= {"legal_form"}:
            dispatcher.utter_message(response="utter_help_legal_form")
        slots = {**tracker.slots, **changes}
        asked = self._next(slots, tracker)
        if asked and not found:
            said = legal.as_said(noting.mentioned(tracker, changes), tracker)
            one = self._one(slots, tracker)
            decided = [deciding.decides(dispatcher, verdict, said, tracker) for verdict in one]
            noting.note(dispatcher, slots, said, asked=heard.asked(tracker))
            for verdict in one if not any(decided) else ():
                deciding.warns(dispatcher, verdict, said)
        return [*case.kept(changes, tracker), SlotSet("requested_slot", asked)]

    def _next(self, slots: Mapping[str, Any], tracker: Tracker) -> str | None:
        again = case.corrected(slots, "company_form")
        if again or slots.get("siren") is None:
            return again or "siren"
        if slots.get("commune_name"):
            return "commune"
        found = verdicts(of_turn().catalogue, slots, tracker)
        return case.next_fact(found, slots, order=case.COMPANY_ORDER)

    def _one(self, slots: Mapping[str, Any], tracker: Tracker) -> list[Verdict]:
        """The verdict of the one aid checked; none where every aid is, or where the one named is none of a firm's."""
        found = verdicts(of_turn().catalogue, slots, tracker) if slots.get("checked_programme") else []
        return found if len(found) == 1 else []

    async def _registered(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> dict[str, Any]:
        siren = tracker.get_slot("siren")
        if siren in (None, UNKNOWN) or tracker.get_slot("company") == siren:
            return {}
        found = await look_up(siren)
        vouched = [str(value) for value in found.said.values()]
        dispatcher.utter_message(response=found.response, **found.said, json_message={"facts": vouched})
        return {**found.facts, "company": siren}


ASKED_AFTER = frozenset({"commune", "departement", "headcount", "turnover", "investment"})
"""What is asked for after the number."""


def passed_over(tracker: Tracker) -> dict[str, str]:
    """The number that was asked for and not given, where other facts were: it is not asked for again."""
    other = tracker.slots_to_validate().keys() & ASKED_AFTER
    unsaid = heard.asked(tracker) == "siren" and tracker.get_slot("siren") is None
    return {"siren": UNKNOWN} if other and unsaid else {}


def in_passing(tracker: Tracker) -> dict[str, Any]:
    """A trade named, a firm not created yet: what the latest message says without being asked, once."""
    said = legal.in_passing(tracker)
    return {name: value for name, value in said.items() if tracker.get_slot(name) is None and name != "legal_form"}


def invested(tracker: Tracker) -> dict[str, Any]:
    """What was said to be the project's cost, before the check began, is what the firm means to invest."""
    cost = tracker.get_slot("amount")
    return {"investment": cost} if cost not in (None, UNKNOWN) and tracker.get_slot("investment") is None else {}
