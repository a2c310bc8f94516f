"""When the assistant is not sure, or does not know: three guesses, another language, the right public site, or a person."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import followup, heard, labels, languages, saying
from actions.doing import Doing
from region import redirects
from region.in_force import of_turn


class DidYouMean(Doing):
    """« Vouliez-vous dire… »: the likeliest records and questions, four at most; after two failures in a row, a person first."""

    called = "action_did_you_mean"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the count of failures in a row; nothing for a message in English."""
        failures = (tracker.get_slot("failures") or 0) + 1
        if languages.english_only(dispatcher, tracker):
            return []
        stated = [each for each in tracker.latest_message["entities"] if each["entity"] != "choice"]
        likely = [each["value"] for each in heard.entities(tracker, "choice")]
        response = "utter_did_you_mean" if failures < 2 else "utter_did_you_mean_person_first"
        catalogue = of_turn().catalogue
        named = labels.records(map(catalogue.record, heard.near(tracker)))
        offered = [*named, *labels.buttons(likely, stated)][: saying.MOST_BUTTONS]
        if offered:
            dispatcher.utter_message(response=response, buttons=offered)
        else:  # nothing to choose from: what the message does has no question of its own
            dispatcher.utter_message(response="utter_none_of_these")
        return [SlotSet("failures", failures)]


class NoneOfThese(Doing):
    """« Aucune de ces questions »: says so, with a person."""

    called = "action_none_of_these"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the count of failures in a row."""
        dispatcher.utter_message(response="utter_none_of_these")
        return [SlotSet("failures", (tracker.get_slot("failures") or 0) + 1)]


class Search(Doing):
    """What neither an intent nor a record covers: in a check, what asks nothing gets the question explained; else « je ne peux pas y répondre »."""

    called = "action_search"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the sources told and the count of failures in a row; nothing for a message in English."""
        if languages.english_only(dispatcher, tracker):
            return []
        meant_as_answer = heard.in_form(tracker) and not heard.asks(tracker)
        return followup.not_understood(dispatcher, tracker) if meant_as_answer else self._unknown(dispatcher, tracker)

    def _unknown(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        failures = (tracker.get_slot("failures") or 0) + 1
        record = of_turn().catalogue.for_intent("out_of_scope", {}, today=of_turn().today)
        family = redirects.find(heard.text(tracker))
        sent = family is not None and family.sources
        if record is None or (failures > 1 and not sent):
            dispatcher.utter_message(response="utter_out_of_scope_person_first")
            return [SlotSet("failures", failures)]
        cited = saying.sources(record.sources if family is None else family.sources)
        dispatcher.utter_message(
            response="utter_out_of_scope",
            answer=record.answer if family is None else family.answer,
            buttons=saying.buttons(record.buttons),
            json_message={"sources": cited},
        )
        return [SlotSet("last_sources", list(cited)), SlotSet("failures", failures)]
