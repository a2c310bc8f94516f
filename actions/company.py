"""Checks which aids may concern a company: its public facts when it gives a number, questions otherwise."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import cards, case, heard, noting, place, saying, steps, wording
from actions.register import look_up
from region import facts, statements
from region.catalogue import Catalogue
from region.eligibility import Verdict
from region.facts import UNKNOWN
from region.in_force import of_turn
from region.names import programme_title
from region.standing import STANDINGS, most_open_first, standing

MOST_BUTTONS = 4
LEGAL_FORMS = r"\b(?:SASU?|SARL|EURL|SCOP|SCIC|SA|SCI|SNC|GIE|EI|association|micro)\b"


class ValidateCompanyForm(Action):
    """After each answer: reads the register for a new number, then asks for the next fact that matters."""

    def name(self) -> str:
        return "validate_company_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        found = await self._registered(dispatcher, tracker)
        changes = {**in_passing(tracker), **found, **place.settle(tracker), **legal_form(tracker)}
        if changes.get("legal_form", "") is None:
            dispatcher.utter_message(response="utter_help_legal_form")
        slots = {**tracker.slots, **changes}
        asked = self._next(slots, tracker)
        if asked and not found:
            said = noting.mentioned(tracker, changes)
            for verdict in self._one(slots, tracker):
                noting.decides(dispatcher, verdict, said, tracker)
            noting.note(dispatcher, slots, said)
        return [*case.kept(changes, tracker), SlotSet("requested_slot", asked)]

    def _next(self, slots: Mapping[str, Any], tracker: Tracker) -> str | None:
        if slots.get("siren") is None:
            return "siren"
        if slots.get("commune_name"):
            return "commune"
        found = verdicts(of_turn().catalogue, slots, tracker)
        return case.next_fact(found, slots, order=case.COMPANY_ORDER)

    def _one(self, slots: Mapping[str, Any], tracker: Tracker) -> list[Verdict]:
        """The verdict of the one aid checked; none where every aid is."""
        return verdicts(of_turn().catalogue, slots, tracker) if slots.get("checked_programme") else []

    async def _registered(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> dict[str, Any]:
        siren = tracker.get_slot("siren")
        if siren in (None, UNKNOWN) or tracker.get_slot("company") == siren:
            return {}
        found = await look_up(siren)
        vouched = [str(value) for value in found.said.values()]
        dispatcher.utter_message(response=found.response, **found.said, json_message={"facts": vouched})
        return {**found.facts, "company": siren}


def in_passing(tracker: Tracker) -> dict[str, Any]:
    """A trade named, a firm not created yet: what the latest message says without being asked, once."""
    said = statements.of(heard.text(tracker))
    return {name: value for name, value in said.items() if tracker.get_slot(name) is None}


def legal_form(tracker: Tracker) -> dict[str, Any]:
    """The legal form in the words of an answer: « une petite SARL » → SARL; a word that names none is dropped."""
    said = tracker.get_slot("legal_form")
    if heard.asked(tracker) != "legal_form" or said in (None, UNKNOWN):
        return {}
    found = re.search(LEGAL_FORMS, str(said), re.IGNORECASE)
    return {"legal_form": found[0].upper() if found else None}


class TellCompanyVerdict(Action):
    """What each aid's conditions say of this company; one aid in full when one was asked about."""

    def name(self) -> str:
        return "action_company_verdict"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        told = tell_again(dispatcher, tracker.slots, tracker, catalogue=of_turn().catalogue)
        return [*told, noting.told(tracker.slots), SlotSet("checked_programme", None)]


def verdicts(catalogue: Catalogue, slots: Mapping[str, Any], tracker: Tracker) -> list[Verdict]:
    """The verdicts of the programmes asked about, most promising first."""
    programmes = case.checked(catalogue, slots.get("checked_programme"))
    found = case.verdicts(programmes, slots)
    return sorted(found, key=most_open_first)


def tell_again(
    dispatcher: CollectingDispatcher, slots: Mapping[str, Any], tracker: Tracker, *, catalogue: Catalogue
) -> list[EventType]:
    """Say the verdicts on these facts, and remember them."""
    found = verdicts(catalogue, slots, tracker)
    cited = _cited(found, catalogue)
    if len(found) == 1:
        _tell_one(dispatcher, found[0], slots, cited, catalogue)
    else:
        _tell_all(dispatcher, found, cited, catalogue)
    return saying.remembered(intent="check_company_support", cited=cited, check="company")


def _cited(found: list[Verdict], catalogue: Catalogue) -> list[dict[str, Any]]:
    """The sources of the conditions, the official page when one aid is told, and the advisers' page."""
    own = [source for verdict in found for source in verdict.programme.sources]
    pages = [*([found[0].programme.page] if len(found) == 1 else []), "conseillers-entreprises"]
    return saying.sources([*own, *(source for each in pages for source in saying.page(catalogue, each))])


def _tell_one(
    dispatcher: CollectingDispatcher, verdict: Verdict, slots: Mapping[str, Any], cited: list[Any], catalogue: Catalogue
) -> None:
    said = wording.of(verdict, catalogue.wordings)
    dispatcher.utter_message(
        response="utter_company_verdict",
        title=verdict.programme.title,
        verdict_text=said,
        advisers=catalogue.wordings["verdict.company"],
        buttons=steps.complete(verdict.missing, slots, title=catalogue.wordings["dialogue.complete"]),
        json_message={"verdict": verdict.to_dict(), "sources": cited},
    )


def _tell_all(dispatcher: CollectingDispatcher, found: list[Verdict], cited: list[Any], catalogue: Catalogue) -> None:
    promising = [each.programme.slug for each in found if standing(each) in STANDINGS[:3]]
    dispatcher.utter_message(
        response="utter_company_verdicts",
        verdict_text=wording.groups(found, catalogue.wordings),
        advisers=catalogue.wordings["verdict.company"],
        buttons=[_button(slug) for slug in promising[:MOST_BUTTONS]],
        json_message={"sources": cited, "aids": cards.of(found), "case": {"facts": facts.plain(found[0].facts)}},
    )


def _button(slug: str) -> dict[str, str]:
    return {"title": programme_title(slug), "payload": f'/check_company_support{{"programme":"{slug}"}}'}
