"""Takes « c'est combien ? », first thing said, for a question whose subject is still to be named."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import decide, name_of, slot, sure
from nlu.scope import OUT

OF_NOTHING, SURE = "asked_of_nothing", 0.75


def asks_of_nothing(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for asking what it is about; False where anything was named or answered before."""
    said = message.get(ENTITIES, []) or tracker.active_loop_name or slot(tracker, "last_intent")
    if said or (name_of(message) != OUT and sure(message, SURE)) or not acts.aspects(text):
        return False
    decide(message, OF_NOTHING)
    return True
