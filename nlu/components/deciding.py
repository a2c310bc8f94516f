"""Puts the intent that the conversation gives a message before those its words alone suggest."""

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from nlu.scope import CONVERSATION

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


def answers(message: Message) -> None:
    """Say that the message answers a check: another sentence beside it may ask (bot.engine.mixed)."""
    message.set("answers", True, add_to_output=True)


def name_of(message: Message) -> str | None:
    """Return the intent that comes first."""
    return (message.get(INTENT) or {}).get("name")


def sure(message: Message, least: float) -> bool:
    """Tell whether the first intent is at least as likely as that."""
    return bool((message.get(INTENT) or {}).get("confidence", 0) >= least)


def doubt(message: Message) -> None:
    """Leave out a command that only its words suggest, and every other word of conversation: the next question comes first."""
    others = [each for each in message.get("intent_ranking", []) if each["name"] not in CONVERSATION]
    message.set("intent_ranking", others, add_to_output=True)
    message.set(INTENT, others[0] if others else {"name": None, "confidence": 0.0}, add_to_output=True)


def slot(tracker: DialogueStateTracker, name: str) -> Any:
    """Return what a conversation remembers under that name; None where it knows no such name."""
    return tracker.get_slot(name) if name in tracker.slots else None
