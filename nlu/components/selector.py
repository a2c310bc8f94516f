"""Chooses the record that answers a message, among those in force now; nothing of it is trained into the model."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

from collections.abc import Mapping
from dataclasses import replace
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

from nlu.components.cards import CURRENT
from nlu.components.context import DECIDED, RANKED
from nlu.scope import OUT
from nlu.selector import Choice, decide
from nlu.selector.decision import EXACT, NONE, calls_back
from nlu.selector.ranking import Asked, Evidence, Selector
from nlu.words import words
from region.territory import departement_of

READ = words(Path(__file__).parents[1] / "topics.yml")
OPEN = frozenset(READ["selected"])
"""The intents whose answer is a record, chosen here; the others are decided by the intent alone."""
CALLED_BACK = frozenset(READ["called_back"])
"""The intents that a rare name of a record turns into a question about it."""
SELECTED = "selected"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RecordSelector(GraphComponent):
    """nlu.selector behind Rasa's interface."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RecordSelector":
        return cls()

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set `selected` on each message: how it is answered, by which records; call back what is ours after all."""
        asking = bool(tracker and tracker.active_loop_name and tracker.get_slot(REQUESTED_SLOT))
        for message in messages:
            choice = self._choose(message, tracker, asking=asking)
            if choice.kind != NONE:
                message.set(SELECTED, choice.to_dict(), add_to_output=True)
        return messages

    def _choose(self, message: Message, tracker: DialogueStateTracker | None, *, asking: bool) -> Choice:
        text, intent = message.get(TEXT) or "", (message.get(INTENT) or {}).get("name") or OUT
        if not text.strip() or message.get(DECIDED) or intent not in OPEN | CALLED_BACK:
            return Choice(NONE)
        selector = CURRENT.get()
        asked = Asked(text, _chances(message), _facts(message, tracker if intent == "ask_programme" else None))
        weighed = selector.weigh(asked)
        ranked = weighed.ranked()
        if intent in CALLED_BACK or message.get("ambiguous"):
            return Choice(NONE) if asking else _called_back(message, selector, asked, ranked)
        general = weighed.general(intent, asked.facts)
        choice = decide(ranked, intent=intent, general=general, kind=selector.read(text).kind)
        return replace(choice, sentence=selector.sentence(text, choice.records[0])) if choice.records else choice


def _called_back(message: Message, selector: Selector, asked: Asked, ranked: list[Evidence]) -> Choice:
    """Answer what seemed out of scope or unclear, when a record speaks of it by name."""
    if not ranked or not calls_back(ranked[0], rare=selector.speaks_of(asked.text, ranked[0].card)):
        return Choice(NONE)
    first = ranked[0]
    _rename(message, _intent_of(first, asked, selector))
    return Choice(EXACT, (first.card.id,), first.chance, selector.sentence(asked.text, first.card.id))


def _intent_of(first: Evidence, asked: Asked, selector: Selector) -> str:
    """Return the likeliest intent of the record, or of its topic where it has none."""
    intents = first.card.intents or selector.intents_about(first.card.topic)
    return max(intents, key=lambda name: asked.chances.get(name, 0.0))


def _rename(message: Message, name: str) -> None:
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name]
    confidence = (message.get(INTENT) or {}).get("confidence", 0.0)
    first = {"name": name, "confidence": confidence}
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others][:RANKED], add_to_output=True)
    message.set("ambiguous", False, add_to_output=True)


def _chances(message: Message) -> Mapping[str, float]:
    """Return the chance of each intent, were the message within the service."""
    ranking = {each["name"]: each["confidence"] for each in message.get("intent_ranking", []) if each["name"] != OUT}
    total = sum(ranking.values()) or 1.0
    return {name: chance / total for name, chance in ranking.items()}


def _facts(message: Message, tracker: DialogueStateTracker | None) -> Mapping[str, Any]:
    """Return what the message states, and the aid talked about before."""
    before = tracker.get_slot("programme") if tracker and "programme" in tracker.slots else None
    stated = {"programme": before} if before else {}
    stated |= {each["entity"]: each["value"] for each in message.get(ENTITIES, []) if each.get("value") is not None}
    return {**stated, "departement": departement_of(stated["commune"])} if "commune" in stated else stated
