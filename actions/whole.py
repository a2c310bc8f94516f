"""The whole result behind a button: every aid with its full name and what decides of it, those ended and those for others too."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import cards, every_aid, heard, noting, reasons, saying, wording
from actions.doing import Doing
from actions.supposing import SUPPOSED
from region import facts
from region.in_force import of_turn
from region.standing import answering_first, most_open_first


class WholeResult(Doing):
    """« Voir tout le résultat »: of the case told last, with the hypothesis that was made of it."""

    called = "action_whole_result"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return its sources, remembered."""
        told: dict[str, Any] = {**tracker.slots, **(tracker.get_slot(SUPPOSED) or {})}
        if not tracker.get_slot(noting.TOLD) and not heard.in_form(tracker):
            dispatcher.utter_message(response="utter_nothing_to_resume")
            return []
        catalogue = of_turn().catalogue
        said = every_aid.of_case(told)
        found = sorted(every_aid.assessed_of(reasons.told_of(tracker, catalogue), told), key=most_open_first)
        cited = saying.sources([source for each in found for source in each.programme.sources])
        dispatcher.utter_message(
            response="utter_whole_result",
            facts=noting.worded(told),
            verdict_text=wording.groups(found, catalogue.wordings),
            advisers=catalogue.wordings["verdict.only_a_file_decides"],
            json_message={
                "sources": cited,
                "case": {"facts": facts.plain(said)},
                "aids": cards.of(answering_first(found)),
            },
        )
        return [SlotSet("last_sources", cited)]
