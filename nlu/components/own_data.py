"""Takes « et qui est votre délégué ? », and « combien de temps ? » after it, for a question on one's own messages."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import decide

PRIVACY = "ask_privacy"


def asks_of_own_data(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for what becomes of one's messages; False where something else is asked, or an aid is named."""
    last = tracker.latest_message.intent.get("name") if tracker.latest_message else None
    named = any(each["entity"] in ("programme", "commune") for each in message.get(ENTITIES, []))
    if tracker.active_loop_name or named or not acts.asks_of_own_data(text, going_on=last == PRIVACY):
        return False
    decide(message, PRIVACY)
    return True
