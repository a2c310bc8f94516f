"""A question of another check than the one under way: « puis-je aussi candidater à l'AMI ? »."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import intents
from nlu.components.deciding import decide, slot
from nlu.components.entities import as_rasa
from nlu.entities import Entity


def asks_of_another_check(message: Message, text: str, name: str, tracker: DialogueStateTracker) -> None:
    """Decide for the question of information it is, for the body being checked; the check goes on."""
    asked, form = intents.ALL[name], str(tracker.active_loop_name)
    if asked.form == form or not asked.counts_as:
        return
    body = slot(tracker, "org_type") or (intents.FORMS[form].body if form in intents.FORMS else None)
    if body and not any(each["entity"] == "org_type" for each in message.get(ENTITIES, ())):
        own_body = as_rasa(Entity("org_type", 0, len(text), body), text)
        message.set(ENTITIES, [*message.get(ENTITIES, []), own_body], add_to_output=True)
    decide(message, asked.counts_as)
