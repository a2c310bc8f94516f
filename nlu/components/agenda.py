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
from region import agenda_asked, agenda_named
from region.in_force import of_turn

TOPIC = TOPICS["find_workshop"]
SURE = 0.8  # another subject this sure is not the agenda's
OF_A_CASE = frozenset({"amount", "headcount", "turnover", "siren", "investment", "expense"})


def asks_the_agenda(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« prochain Café IA à Lens ? », where dates are known; where none is, the records say so."""
    told = message.get(ENTITIES, [])
    named = {each["entity"] for each in told}
    if not of_turn().events or named & OF_A_CASE:
        return False
    if asked_in(tracker) is not None and not acts.is_question(text):
        return False
    found = _names_one(message, text) or (
        not _elsewhere(message) and agenda_asked.looks_for(text, placed=bool(named & PLACES_AND_DATES))
    )
    if found:
        decide(message, SOMEWHERE[TOPIC])
    return found


def _names_one(message: Message, text: str) -> bool:
    """« le salon de l'IA de Lille, c'est quand ? », « la Nuit du code ? »; a noun alone, where the words are of the agenda."""
    apart = [each["text"] for each in message.get(ENTITIES, []) if each["entity"] in PLACES_AND_DATES]
    found = agenda_named.looks_for(text, of_turn().events, apart=apart)
    if found is None:
        return False
    near = bool(apart) and agenda_asked.says_where_or_when(text)
    return found.by_name or near or (TOPICS.get(str(name_of(message))) == TOPIC and not _elsewhere(message))


def _elsewhere(message: Message) -> bool:
    name = name_of(message) or OUT
    return name != OUT and TOPICS.get(name) != TOPIC and sure(message, SURE)
