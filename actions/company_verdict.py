"""Says what each aid's conditions make of a company; one aid in full when one was asked about."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import cards, case, noting, open_aids, saying, steps, summary, wording
from actions.doing import Doing
from region import facts
from region.catalogue import Catalogue
from region.eligibility import Verdict
from region.in_force import of_turn
from region.names import programme_title
from region.standing import CLOSED, answering_first, most_open_first, standing

MOST_BUTTONS = 4


class TellCompanyVerdict(Doing):
    """What each aid's conditions say of this company; one aid in full when one was asked about."""

    called = "action_company_verdict"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return what is remembered of the verdicts, and the case they were told on; the aid asked about is forgotten."""
        told = tell_again(dispatcher, tracker.slots, tracker, catalogue=of_turn().catalogue)
        if not tracker.get_slot("checked_programme"):
            await open_aids.add(dispatcher, tracker, intent="check_company_support")
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
    shown = answering_first(found)
    promising = [each.programme.slug for each in shown if standing(each) not in CLOSED]
    text = summary.of(found, catalogue.wordings)
    dispatcher.utter_message(
        response="utter_company_verdicts",
        verdict_text=text,
        advisers=catalogue.wordings["verdict.company"],
        buttons=[_button(slug) for slug in promising[:MOST_BUTTONS]],
        json_message={
            "sources": cited,
            "facts": text.splitlines(),
            "aids": cards.of(shown),
            "case": {"facts": facts.plain(found[0].facts)},
        },
    )


def _button(slug: str) -> dict[str, str]:
    return {"title": programme_title(slug), "payload": f'/check_company_support{{"programme":"{slug}"}}'}
