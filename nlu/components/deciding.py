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


def name_of(message: Message) -> str | None:
    """Return the intent that comes first."""
    return (message.get(INTENT) or {}).get("name")


def sure(message: Message, least: float) -> bool:
    """Tell whether the first intent is at least as likely as that."""
    return bool((message.get(INTENT) or {}).get("confidence", 0) >= least)


def doubt(message: Message) -> None:
    """Leave the intent that comes first out: the next one does."""
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name_of(message)]
    message.set("intent_ranking", others, add_to_output=True)
    message.set(INTENT, others[0] if others else {"name": None, "confidence": 0.0}, add_to_output=True)
