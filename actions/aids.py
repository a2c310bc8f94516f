"""Asks what settles most aids, one question at a time, and says after each answer what it settled."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, company, every_aid, heard, noting, place
from region import facts, formats, rules
from region.all_aids import Assessment
from region.catalogue import Catalogue
from region.eligibility import ENDED, Checked, Verdict
from region.in_force import of_turn
from region.names import programme_title
from region.programmes import Programme
from region.standing import standing


class ValidateAidsForm(Action):
    """After each answer: what it settled, then the fact that settles most of what is left."""

    def name(self) -> str:
        return "validate_aids_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        changes = {**company.in_passing(tracker), **place.settle(tracker), **company.legal_form(tracker)}
        slots = {**tracker.slots, **changes}
        if slots.get("commune_name"):
            return [*case.kept(changes, tracker), SlotSet("requested_slot", "commune")]
        found = every_aid.assessed(every_aid.of_case(slots), slots)
        told = tracker.get_slot(noting.TOLD) or {}
        now, before = facts.stated(slots), facts.stated(told)
        said = {name: slots[name] for name in noting.SHOWN if now.get(name) != before.get(name)}
        if found.next:
            self._settled(dispatcher, said, found, tracker)
        # A slot set tells Rasa that the message answered: nothing new, and it is heard for what else it is.
        noted = [noting.told(slots)] if said else []
        return [*case.kept(changes, tracker), *noted, SlotSet("requested_slot", found.next and found.next.fact)]

    def _settled(
        self,
        dispatcher: CollectingDispatcher,
        new: Mapping[str, Any],
        found: Assessment,
        tracker: Tracker,
    ) -> None:
        said = facts.stated(new)
        if not said:
            return
        before = every_aid.assessed(every_aid.of_case(tracker.get_slot(noting.TOLD) or {}), {})
        noted = ", ".join(facts.say(name, value, gazetteer=of_turn().gazetteer) for name, value in said.items())
        dispatcher.utter_message(
            response="utter_settled", facts=noted, settled=settled(before, found, of_turn().catalogue.wordings)
        )


def settled(before: Assessment, after: Assessment, say: Mapping[str, str]) -> str:
    """The aids that an answer moved, each with where it now stands."""
    stood = {each.programme.slug: standing(each) for each in before.verdicts}
    moved = [each for each in after.verdicts if standing(each) != stood.get(each.programme.slug)]
    lines = [
        say["aids.settled_one"].format(
            title=programme_title(each.programme.slug), standing=say[f"aids.{standing(each)}"].lower()
        )
        for each in moved
    ]
    return say["aids.settled"].format(aids=" ; ".join(lines)) if lines else say["aids.settled_nothing"]


class TellEveryAid(Action):
    """Every aid once more, when no question would settle another."""

    def name(self) -> str:
        return "action_every_aid"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return every_aid.again(dispatcher, tracker.slots, tracker, catalogue=of_turn().catalogue)


def why(asked: str, tracker: Tracker, catalogue: Catalogue) -> str:
    """The conditions that a question checks, each with its aid; empty where no condition reads the fact by itself."""
    read = {"commune", "departement"} if asked == "commune" else {asked}
    found = case.verdicts(_programmes(tracker, catalogue), tracker.slots)
    reasons = [
        catalogue.wordings["aids.reason"].format(label=item.condition.label, aid=programme_title(each.programme.slug))
        for each in found
        if each.verdict != ENDED
        for item in each.checked
        if item.status == "unknown" and read & set(rules.facts_of(item.condition.test))
    ]
    return formats.joined(reasons)


def _programmes(tracker: Tracker, catalogue: Catalogue) -> list[Programme]:
    """The aids that the check under way is about."""
    every = {
        "ami_form": [catalogue.programmes[case.AMI]] if case.AMI in catalogue.programmes else [],
        "company_form": case.checked(catalogue, tracker.get_slot("checked_programme")),
    }
    return every.get(str(heard.in_form(tracker)), list(catalogue.programmes.values()))


def contested(tracker: Tracker, catalogue: Catalogue) -> str:
    """What a result that is contested rests on: for each condition that fails, what was understood, the rule, its source.

    Of the aid that the message names, else of those told last; empty where nothing was told.
    """
    told = tracker.get_slot(noting.TOLD)
    if not told:
        return ""
    named = heard.entity(tracker, "programme") or tracker.get_slot("checked_programme")
    every = catalogue.programmes.values()
    chosen = [each for each in every if each.slug == named] or _of(tracker.get_slot("last_check"), catalogue)
    slots = every_aid.of_case(told) if tracker.get_slot("last_check") == every_aid.CHECK else told
    found = case.verdicts(chosen, slots)
    failing = [
        (each, item) for each in found if each.verdict != ENDED for item in each.checked if item.status == "not_met"
    ]
    return "\n".join(_reason(each, item, catalogue.wordings) for each, item in failing[:MOST_CONTESTED])


MOST_CONTESTED = 3


def _of(check: str | None, catalogue: Catalogue) -> list[Programme]:
    every = list(catalogue.programmes.values())
    kept = {"ami": lambda each: each.slug == case.AMI, "company": lambda each: each.audience == "company"}.get(
        str(check)
    )
    return [each for each in every if kept is None or kept(each)]


def _reason(verdict: Verdict, item: Checked, say: Mapping[str, str]) -> str:
    source = item.condition.source
    return say["aids.contested"].format(
        aid=programme_title(verdict.programme.slug), label=item.condition.label,
        stated=item.stated or facts.ANSWERS["unsaid"], rule=item.condition.rule,
        source=f"{source.title}, {source.date_label}" if source else facts.ANSWERS["unsaid"],
    )  # fmt: skip
