"""Says when a message is out of scope or has two close readings, and drops what its intent does not state."""

from collections.abc import Mapping
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

from nlu import intents
from nlu.components.deciding import DECIDED, RANKED
from nlu.components.untrained import Untrained
from nlu.scope import OUT, Scope

KEPT_SOMEWHERE = frozenset(entity for intent in intents.ALL.values() for entity in intent.keeps)
"""The entities that count only where an intent keeps them: an expense, where costs are spoken of."""
UNSAID_IN = {name: KEPT_SOMEWHERE.difference(intent.keeps).union(intent.drops) for name, intent in intents.ALL.items()}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ScopeDecision(Untrained):
    """nlu.scope behind Rasa's interface; the weight of « out of scope » comes with the message from the classifier."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__(config)
        self._sure, self._margin = config["sure"], config["margin"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that config.yml may change."""
        return {"sure": Scope.sure, "margin": Scope.margin}

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking`, `ambiguous` and the entities that count."""
        for message in messages:
            self._decide(message)
        return messages

    def _decide(self, message: Message) -> None:
        if not message.get(DECIDED):
            self._rank(message)
        name = (message.get(INTENT) or {}).get("name") or OUT
        unsaid = UNSAID_IN.get(name, KEPT_SOMEWHERE)
        entities = [each for each in message.get(ENTITIES, []) if each["entity"] not in unsaid]
        message.set(ENTITIES, entities, add_to_output=True)

    def _rank(self, message: Message) -> None:
        read = [(each["name"], each["confidence"]) for each in message.get("intent_ranking", [])]
        scope = Scope(message.get("out_of_scope_factor") or 1.0, self._sure, self._margin)
        ranking = scope.decide(read) or [(OUT, 1.0)]
        shown = [{"name": name, "confidence": round(chance, 4)} for name, chance in ranking[:RANKED]]
        message.set(INTENT, shown[0], add_to_output=True)
        message.set("intent_ranking", shown, add_to_output=True)
        message.set("ambiguous", scope.ambiguous(ranking), add_to_output=True)
