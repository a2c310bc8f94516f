"""Puts the intent that the conversation gives a message before those its words alone suggest."""

from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

CONTEXT_CONFIDENCE = 0.9
RANKED = 10
DECIDED = "decided_by_context"


def decide(message: Message, name: str) -> None:
    """Put an intent first."""
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name]
    first = {"name": name, "confidence": CONTEXT_CONFIDENCE}
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others][:RANKED], add_to_output=True)
    message.set(DECIDED, True)
    message.set("ambiguous", False, add_to_output=True)
