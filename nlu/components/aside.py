"""Leaves out of the case what a message names in passing: a resident's village, a body denied."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu.acts import aside
from nlu.components.cards import selector
from nlu.components.deciding import decide, name_of, slot, sure
from nlu.components.entities import as_rasa
from nlu.components.stating import without
from nlu.entities import Entity
from nlu.intents import CHECKS, where
from nlu.scope import OUT
from nlu.selector.leaning import SPECIFIC

SURE = 0.75
PLACES = frozenset({"commune", "departement"})
UNSAID = where(lambda intent: intent.near) | CHECKS | {OUT, None}
"""What somebody may mean who only says where they live: what there is near."""


def leave_aside(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Take out what is no case, and tell whether that settles what the message means."""
    held = message.get(ENTITIES, [])
    if _checks(tracker) and tracker.get_slot("org_type") and aside.denies_body(text):
        denied = Entity("fact", 0, len(text), "org_type")
        message.set(ENTITIES, [as_rasa(denied, text)], add_to_output=True)
        decide(message, "correct_answer")
        return True
    spans = aside.dwellings(text)
    if spans:
        named = [each for each in held if each["entity"] == "org_type" and _within(each["start"], spans)]
        _keep(message, [each for each in held if each not in named])
    return not tracker.active_loop_name and _looks_near(message, text)


def _checks(tracker: DialogueStateTracker) -> bool:
    """Tell whether a check is under way, or told."""
    return bool(tracker.active_loop_name or slot(tracker, "last_check"))


def _looks_near(message: Message, text: str) -> bool:
    placed = any(each["entity"] in PLACES for each in message.get(ENTITIES, []))
    unsaid = name_of(message) in UNSAID or not sure(message, SURE)
    if not placed or not unsaid or not aside.says_where_one_lives(text) or _asks_of_something(message, text):
        return False
    decide(message, "find_workshop")
    return True


def _asks_of_something(message: Message, text: str) -> bool:
    """« j'habite à Escaudain, ils vont mettre quoi sur la friche ? »: beside the place, it names what the records speak of."""
    index = selector().index
    read = index.read(without(text, message.get(ENTITIES, []), PLACES))
    return any(weight >= SPECIFIC and index.holds(term) for term, weight in read.terms.items())


def _keep(message: Message, entities: list[dict[str, object]]) -> None:
    message.set(ENTITIES, entities, add_to_output=True)


def _within(start: int, spans: list[tuple[int, int]]) -> bool:
    return any(first - 12 <= start < last for first, last in spans)
