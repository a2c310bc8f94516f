"""« c'est toujours ouvert ? », in a check or after its result: what is known of the aid checked."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.components.deciding import decide, slot


def asks_if_still_open(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for the dates of the aid checked; False where another is named, or where none is checked."""
    check = intents.FORMS.get(str(tracker.active_loop_name)) or intents.ALL.get(str(slot(tracker, "last_intent")))
    if check is None or check.still is None or not acts.is_question(text) or not acts.asks_if_it_stands(text):
        return False
    if any(each["entity"] == "programme" for each in message.get(ENTITIES, ())):
        return False
    decide(message, check.still)
    return True
