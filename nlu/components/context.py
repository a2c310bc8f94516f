"""Reads a message in its conversation: an answer to the question just asked, or a follow-up to the last topic."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import answers
from nlu.components.entities import as_rasa, own
from nlu.ellipsis import elsewhere, follow_up
from nlu.words import words
from region import territory

TOPICS: Mapping[str, str] = words(Path(__file__).parents[1] / "topics.yml")["topics"]
KEPT = frozenset(
    {"dont_know", "restart", "ask_human", "insult", "complain_answer", "repeat", "delete_my_data", "goodbye"}
)
SURE = 0.75
SURE_AFTER_ET = 0.95  # « et pour une association ? » goes on from what was said, whatever it resembles
CONTEXT_CONFIDENCE = 0.9
RANKED = 10
FEW_WORDS = 3
SURE_OF_ANOTHER = 0.9  # « dates AMI », in the middle of a check, is about the dates
DECIDED = "decided_by_context"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConversationContext(GraphComponent):
    """Changes the intent when the conversation says what the message alone does not."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ConversationContext":
        return cls()

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set the intent the conversation gives the message."""
        for message in messages if tracker is not None else ():
            self._read(message, tracker)
        return messages

    def _read(self, message: Message, tracker: DialogueStateTracker) -> None:
        asked = tracker.get_slot(REQUESTED_SLOT) if tracker.active_loop_name else None
        if asked and answers.asks_why(message.get(TEXT) or "") and not _sure(message, SURE):
            _decide(message, "repeat")
        if asked and (message.get(DECIDED) or self._answers(message, asked)):
            return
        self._follows(message, tracker)

    def _answers(self, message: Message, asked: str) -> bool:
        text, intent = message.get(TEXT) or "", message.get(INTENT) or {}
        found = answers.read(text, asked=asked, entities=own(message.get(ENTITIES, [])), towns=_codes)
        if intent.get("name") in KEPT:
            return False
        if found is None:
            return self._unread(message, text, intent)
        message.set(ENTITIES, [as_rasa(entity, text) for entity in found], add_to_output=True)
        if intent.get("name") not in {"affirm", "deny"}:
            _decide(message, "inform")
        return True

    def _unread(self, message: Message, text: str, intent: Mapping[str, Any]) -> bool:
        """A few words that ask nothing answer the question, though none is known: it is explained, not left for another topic."""
        short = len(text.split()) <= FEW_WORDS and not answers.is_question(text)
        if not short or intent.get("name") in {"affirm", "deny"} or _sure(message, SURE_OF_ANOTHER):
            return False
        _decide(message, "inform")
        return True

    def _follows(self, message: Message, tracker: DialogueStateTracker) -> None:
        last = _talked_about(tracker)
        begins = (message.get(TEXT) or "").lstrip().lower().startswith("et ")
        if last is None or _sure(message, SURE_AFTER_ET if begins else SURE):
            return
        text, stated = message.get(TEXT) or "", own(message.get(ENTITIES, []))
        meant = elsewhere(text, stated, topic=TOPICS[last], last_intent=last)
        meant = meant or follow_up(text, topic=TOPICS[last], last_intent=last)
        if meant:
            _decide(message, meant)


def _sure(message: Message, least: float) -> bool:
    return (message.get(INTENT) or {}).get("confidence", 0) >= least


def _talked_about(tracker: DialogueStateTracker) -> str | None:
    """Return the last intent that has a topic: the last message's, else the one the dialogue answered last."""
    heard = tracker.latest_message.intent.get("name") if tracker.latest_message else None
    answered = tracker.get_slot("last_intent") if "last_intent" in tracker.slots else None
    return next(
        (name for name in (heard, answered) if TOPICS.get(name or "") not in {None, "smalltalk", "service"}), None
    )


def _codes(name: str) -> list[str]:
    return [commune.code for commune in territory.current().anywhere(name)]


def _decide(message: Message, name: str) -> None:
    """Put an intent first."""
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name]
    first = {"name": name, "confidence": CONTEXT_CONFIDENCE}
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others][:RANKED], add_to_output=True)
    message.set(DECIDED, True)
    message.set("ambiguous", False, add_to_output=True)
