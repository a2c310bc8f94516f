"""Says again, more simply, where the last answer came from, or what to do when it was wrong."""

import re
from pathlib import Path

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import ami, asking, heard, leading, reasons, saying, wording
from actions.doing import Doing
from region.catalogue import Catalogue
from region.files import read_yaml
from region.in_force import of_turn
from region.plain import sentences

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
WHEN = re.compile(_LISTS["when"], re.IGNORECASE)
WHY = re.compile(_LISTS["why"], re.IGNORECASE)


class TellSource(Doing):
    """« D'où vient cette information ? »: whom the last answer names for it, and its sources, with their dates."""

    called = "action_source"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing: the sources stay those of the last answer."""
        cited = tracker.get_slot("last_sources") or []
        if not cited:
            dispatcher.utter_message(response="utter_no_source")
            return []
        if WHEN.search(heard.text(tracker)):
            dated = of_turn().catalogue.wordings["dialogue.source_date"]
            dates = "\n".join(dated.format(title=each["title"], label=each["date_label"]) for each in cited)
            dispatcher.utter_message(response="utter_source_date", dates=dates, json_message={"sources": cited})
            return []
        lines = [f"{each['title']} : {each['date_label']} ({each['kind']})" for each in cited]
        records = map(of_turn().catalogue.record, tracker.get_slot("last_records") or ())
        named = [
            each for record in records if record for each in sentences(record.answer) if leading.names_its_source(each)
        ]
        said = "\n".join([*named, *lines])
        dispatcher.utter_message(response="utter_source", sources=said, json_message={"sources": cited})
        return []


class Repeat(Doing):
    """« Plus simplement » : the plain version of the last records; during a check, what is asked and why."""

    called = "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return how many times in a row the same records were said again; nothing where a check is explained."""
        asked = heard.asked(tracker)
        if asked:
            if WHY.search(heard.text(tracker)):
                _why(dispatcher, asked, tracker, of_turn().catalogue)
                return []
            failures = tracker.get_slot("failures") or 0
            dispatcher.utter_message(response=f"utter_{'help' if failures else 'meaning'}_{asked}")
            if failures:
                dispatcher.utter_message(response="utter_explained_by_a_person")
            return [SlotSet("failures", failures + 1)]
        catalogue = of_turn().catalogue
        if tracker.get_slot("last_intent") == "check_ami_eligibility":
            _verdict_again(dispatcher, tracker, catalogue)
            return []
        records = [catalogue.record(each) for each in tracker.get_slot("last_records") or ()]
        for record in filter(None, records):
            saying.record(dispatcher, record, today=of_turn().today, simply=True)
        if not any(records):
            dispatcher.utter_message(response="utter_nothing_to_repeat")
            return []
        said = " ".join(["repeat", *(record.id for record in records if record)])
        times = asking.times_asked(tracker, said)
        if times:
            dispatcher.utter_message(response="utter_explained_by_a_person")
        return [asking.asked_again(said, times)]


def _why(dispatcher: CollectingDispatcher, asked: str, tracker: Tracker, catalogue: Catalogue) -> None:
    """The conditions the question checks, by name."""
    conditions = reasons.why(asked, tracker, catalogue)
    if conditions:
        dispatcher.utter_message(response="utter_why_this_question", conditions=conditions)
    dispatcher.utter_message(response="utter_why_asked")


def _verdict_again(dispatcher: CollectingDispatcher, tracker: Tracker, catalogue: Catalogue) -> None:
    verdict = ami.verdict_of(catalogue, tracker.slots, tracker)
    cited = ami.cited_by(verdict, catalogue)
    dispatcher.utter_message(
        response="utter_ami_verdict",
        verdict_text=wording.briefly(verdict, catalogue.wordings),
        json_message={"verdict": verdict.to_dict(), "sources": cited},
    )


class Complaint(Doing):
    """« Ce n'est pas ça » : apologises, and offers a person; twice, the person comes first."""

    called = "action_complaint"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the count of failures in a row, 0 once the reasons of a result are given."""
        rests = reasons.of_result(tracker, of_turn().catalogue, status="not_met")
        if rests:
            dispatcher.utter_message(response="utter_contested", reasons=rests)
            return [SlotSet("failures", 0)]
        failures = (tracker.get_slot("failures") or 0) + 1
        dispatcher.utter_message(response="utter_complaint" if failures < 2 else "utter_complaint_person_first")
        return [SlotSet("failures", failures)]
