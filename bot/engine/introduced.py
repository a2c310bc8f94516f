"""Remembers who somebody said they are beside a question: a check opened later does not ask it again."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from nlu import intents
from nlu.acts.extra import PLACES
from nlu.components.introducing import introduced
from nlu.scope import OUT

ASKED = intents.of_kind(intents.INFORMATION) | {OUT, None}
"""What such a message may ask: a question of information, or one of another subject. A command keeps nothing."""


def remember(tracker: DialogueStateTracker, text: str, understood: Sequence[Mapping[str, Any]]) -> None:
    """Set the facts of the introduction that nothing said before, outside a check."""
    if tracker.active_loop_name or not {each["intent"].get("name") for each in understood} <= ASKED:
        return
    told = introduced(text)
    placed = any(tracker.get_slot(name) is not None for name in PLACES)
    for name, value in told.items():
        if tracker.get_slot(name) is None and not (name in PLACES and placed):
            tracker.update(SlotSet(name, value))
