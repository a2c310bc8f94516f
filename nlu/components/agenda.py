"""What the agenda can answer comes before the records: when and where the next event is, once one was brought in."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import decide, name_of, sure
from nlu.components.so_far import asked_in
from nlu.ellipsis import PLACES_AND_DATES, SOMEWHERE
from nlu.intents import TOPICS
from nlu.scope import OUT
from region import agenda_asked
from region.in_force import of_turn

TOPIC = TOPICS["find_workshop"]
SURE = 0.8  # another subject this sure is not the agenda's
OF_A_CASE = frozenset({"amount", "headcount", "turnover", "siren", "investment", "expense"})


def asks_the_agenda(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« prochain Café IA à Lens ? », where dates are known; where none is, the records say so."""
    named = {each["entity"] for each in message.get(ENTITIES, [])}
    if not of_turn().events or named & OF_A_CASE or _elsewhere(message):
        return False
    if asked_in(tracker) is not None and not acts.is_question(text):
        return False
    found = agenda_asked.looks_for(text, placed=bool(named & PLACES_AND_DATES))
    if found:
        decide(message, SOMEWHERE[TOPIC])
    return found


def _elsewhere(message: Message) -> bool:
    name = name_of(message) or OUT
    return name != OUT and TOPICS.get(name) != TOPIC and sure(message, SURE)
