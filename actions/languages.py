"""A message in another language gets one line in it, one in French, and a person; an answer given in French says so."""

import re
from pathlib import Path

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard
from actions.doing import Doing
from region.files import read_yaml

ENGLISH = "en"
LINES = read_yaml(Path(__file__).with_suffix(".yml"))


class OtherLanguage(Doing):
    """The line of the language, marked as such for a voice; then French, with the button."""

    called = "action_other_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return nothing."""
        _say(dispatcher, tracker)
        dispatcher.utter_message(response="utter_other_language")
        return []


def add(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """After an answer in French to a message that is not: say so in its language, and how to get help."""
    spoken = heard.language(tracker)
    if spoken == ENGLISH:
        dispatcher.utter_message(response="utter_answered_in_french", json_message={"lang": ENGLISH})
    elif spoken:
        _say(dispatcher, tracker)
        dispatcher.utter_message(response="utter_other_language")


def english_only(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Answer a message in English in both languages; False, and nothing said, where it is not."""
    if heard.language(tracker) != ENGLISH:
        return False
    dispatcher.utter_message(response="utter_french_only")
    dispatcher.utter_message(response="utter_in_english", json_message={"lang": ENGLISH})
    return True


def _say(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """The line of the language read, else of the letters written."""
    spoken, said = heard.language(tracker), heard.text(tracker)
    named = next((each for each in LINES if each["lang"] == spoken), None)
    line = named or next(each for each in LINES if "letters" in each and re.search(each["letters"], said))
    dispatcher.utter_message(text=line["says"], json_message={"lang": line["lang"]})
