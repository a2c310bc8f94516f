"""Says again, more simply, where the last answer came from, or what to do when it was wrong."""

import re

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import aids, ami, asking, heard, leading, saying, wording
from region.catalogue import Catalogue
from region.in_force import of_turn
from region.plain import sentences

WHEN = re.compile(r"\bdate|\bc'est de quand|\bça date|\b[àa] jour|\br[ée]cent", re.IGNORECASE)
WHY = re.compile(r"pourquoi|à quoi|a quoi|pour quoi", re.IGNORECASE)


class TellSource(Action):
    """« D'où vient cette information ? »: whom the last answer names for it, and its sources, with their dates."""

    def name(self) -> str:
        return "action_source"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
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


class Repeat(Action):
    """« Plus simplement » : the plain version of the last records; during a check, what is asked and why."""

    def name(self) -> str:
        return "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        asked = heard.asked(tracker)
        if asked:
            if WHY.search(heard.text(tracker)):
                _why(dispatcher, asked, tracker, of_turn().catalogue)
                return []
            dispatcher.utter_message(response=f"utter_help_{asked}")
            return []
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
    conditions = aids.why(asked, tracker, catalogue)
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


class Complaint(Action):
    """« Ce n'est pas ça » : apologises, and offers a person; twice, the person comes first."""

    def name(self) -> str:
        return "action_complaint"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        rests = aids.contested(tracker, of_turn().catalogue)
        if rests:
            dispatcher.utter_message(response="utter_contested", reasons=rests)
            return [SlotSet("failures", 0)]
        failures = (tracker.get_slot("failures") or 0) + 1
        dispatcher.utter_message(response="utter_complaint" if failures < 2 else "utter_complaint_person_first")
        return [SlotSet("failures", failures)]
