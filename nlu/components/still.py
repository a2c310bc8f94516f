"""« c'est toujours ouvert ? », « sur quelle assiette ? », in a check or after its result: what is known of the aid checked."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.components.deciding import decide, slot


def asks_of_the_aid(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for the dates, or the sums, of the aid checked; False where another is named, or where none is checked."""
    check = intents.FORMS.get(str(tracker.active_loop_name)) or intents.ALL.get(str(slot(tracker, "last_intent")))
    if check is None or any(each["entity"] == "programme" for each in message.get(ENTITIES, ())):
        return False
    stands = acts.is_question(text) and acts.asks_if_it_stands(text)
    asked = check.still if stands else check.sums if acts.asks_the_base(text) else None
    if asked:
        decide(message, asked)
    return bool(asked)
