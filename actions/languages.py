"""A message in another script gets one line in its language, one in French, and a person."""

import re
from pathlib import Path

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard
from region.files import read_yaml

LINES = read_yaml(Path(__file__).with_suffix(".yml"))


class OtherLanguage(Action):
    """The line of the language, marked as such for a voice; then French, with the button."""

    def name(self) -> str:
        return "action_other_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        said = heard.text(tracker)
        line = next(each for each in LINES if re.search(each["letters"], said))
        dispatcher.utter_message(text=line["says"], json_message={"lang": line["lang"]})
        dispatcher.utter_message(response="utter_other_language")
        return []
