"""Sends to another counter what only that one deals with, whatever was said before: « carte vitale », « son permis, la Région aide ? »."""

import re
from pathlib import Path

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu.components.deciding import decide
from nlu.french import flat
from nlu.scope import OUT
from nlu.words import words
from region import redirects

OURS = re.compile(words(Path(__file__).with_suffix(".yml"))["ours"])


def sent_away(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for another subject; False in a check, or where something of ours is named beside."""
    named = any(each["entity"] == "programme" for each in message.get(ENTITIES, []))
    if tracker.active_loop_name or named or OURS.search(flat(text)) or not redirects.names_alone(text):
        return False
    decide(message, OUT)
    return True
