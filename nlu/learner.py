"""Teaches a model the sentences of an intent, prepared exactly as a message is when it is understood."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlu.components.names import finder
from nlu.examples import Row
from nlu.features import marked
from nlu.model import IntentModel
from region.in_force import of_turn


def learn(rows: Sequence[Row], *, options: Mapping[str, Any]) -> IntentModel:
    """Return a model of the rows, prepared as the component prepares them."""
    return IntentModel.fit([prepared(row.text) for row in rows], [row.intent for row in rows], options=options)


def prepared(text: str) -> str:
    """Return the text with its places and amounts marked."""
    return marked(text, finder().find(text, today=of_turn().today))
