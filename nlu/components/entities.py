"""Adds to a message what it states: towns, amounts, dates, programmes… with their values."""

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.names import finder
from nlu.components.untrained import Untrained
from nlu.entities import Entity
from region.in_force import of_turn

NAME = "FrenchEntityExtractor"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FrenchEntityExtractor(Untrained, EntityExtractorMixin):
    """nlu.entities behind Rasa's interface."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training sentences as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `entities` on each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = finder().find(text, today=of_turn().today)
            kept = [*message.get(ENTITIES, []), *(as_rasa(entity, text) for entity in found)]
            message.set(ENTITIES, kept, add_to_output=True)
        return messages


def as_rasa(found: Entity, text: str) -> dict[str, Any]:
    """Return the entity in Rasa's shape, with the words that carry it."""
    return {
        "entity": found.entity,
        "start": found.start,
        "end": found.end,
        "value": found.value,
        "text": text[found.start : found.end],
        "extractor": NAME,
    }


def own(entities: list[dict[str, Any]]) -> list[Entity]:
    """Return this extractor's entities back from Rasa's shape."""
    return [
        Entity(each["entity"], each["start"], each["end"], each.get("value"))
        for each in entities
        if each.get("extractor") == NAME
    ]


def beside_aids(text: str, entities: Sequence[Entity]) -> str:
    """Return a text without the aids it names: « Café IA » is no café."""
    for each in (each for each in entities if each.entity == "programme"):
        text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    return text
