"""Asks what settles most aids, one question at a time, and says after each answer what it settled."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import case, company, every_aid, heard, legal, noting, open_aids, outcome, place, supposing
from actions.doing import Doing
from region import facts
from region.all_aids import Assessment
from region.in_force import of_turn


class ValidateAidsForm(Doing):
    """After each answer: what it settled, then the fact that settles most of what is left."""

    called = "validate_aids_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the slots the answer settles, and the next fact as `requested_slot`: None ends the questions."""
        changes = {**company.in_passing(tracker), **place.settle(tracker), **legal.form(tracker)}
        filled, case_told = tracker.slots_to_validate(), tracker.get_slot(noting.TOLD) or {}
        changes |= supposing.followed(filled, case_told) | supposing.spent_too(filled, case_told)
        slots = {**tracker.slots, **changes}
        if slots.get("commune_name"):
            return [*case.kept(changes, tracker), SlotSet("requested_slot", "commune")]
        found = every_aid.assessed(every_aid.of_case(slots), slots)
        told = tracker.get_slot(noting.TOLD) or {}
        now, before = facts.stated(slots), facts.stated(told)
        said = {name: slots[name] for name in noting.SHOWN if now.get(name) != before.get(name)}
        if every_aid.of_case(slots).get("org_type") == before.get("org_type"):
            said.pop("org_type", None)  # « SARL » was told with the size that its head count says
        if not said and heard.asked(tracker):
            noting.note(dispatcher, slots, filled, asked=heard.asked(tracker))  # « en fait 12 » says 12 again
        if found.next or case.corrected(slots, "aids_form"):  # else the whole result says it
            self._settled(dispatcher, said, found, tracker)
        # A slot set tells Rasa that the message answered: nothing new, and it is heard for what else it is.
        noted = [noting.told(slots)] if said else []
        asked = case.corrected(slots, "aids_form") or (found.next and found.next.fact)
        return [*case.kept(changes, tracker), *noted, SlotSet("requested_slot", asked)]

    def _settled(
        self,
        dispatcher: CollectingDispatcher,
        new: Mapping[str, Any],
        found: Assessment,
        tracker: Tracker,
    ) -> None:
        noted = noting.in_words(legal.as_said(new, tracker), asked=heard.asked(tracker))
        if not noted:
            return
        before = every_aid.assessed(every_aid.of_case(tracker.get_slot(noting.TOLD) or {}), {})
        say = of_turn().catalogue.wordings
        moved = outcome.lines(before.verdicts, found.verdicts, say) or [say["aids.settled_nothing"]]
        dispatcher.utter_message(
            response="utter_settled", facts=noted, settled="\n".join(moved), json_message={"facts": moved}
        )


class TellEveryAid(Doing):
    """Every aid once more, when no question would settle another."""

    called = "action_every_aid"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return what is remembered of the verdicts told."""
        said = every_aid.of_case(tracker.slots)
        told = every_aid.tell(dispatcher, said, tracker, catalogue=of_turn().catalogue, first=False)
        await open_aids.add(dispatcher, tracker, intent="check_company_support")
        return told


class AllAids(Doing):
    """« Voir toutes les aides », after one was told alone: where each stands on the same case."""

    called = "action_all_aids"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return what is remembered of the verdicts, and the question that settles most of what is left."""
        said = every_aid.of_case(tracker.slots)
        return every_aid.tell(dispatcher, said, tracker, catalogue=of_turn().catalogue)
