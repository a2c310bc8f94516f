"""After an answer about an aid, a number asks whether it fits: « mon programme fait 25 000 €, ça passe ? », « et avec douze ? »."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts.ranges import ranged
from nlu.components.deciding import decide, name_of, sure
from nlu.components.entities import as_rasa, own
from nlu.components.known import KNOWN
from nlu.entities import Entity
from nlu.scope import OUT
from region import rules
from region.in_force import of_turn
from region.programmes import Programme

WEIGHED = "weigh_aid"
ASKED_ABOUT = "ask_programme"
FACTS = {"amount": "investment", "headcount": "headcount"}
"""The fact of a firm that each number states."""
YIELDING = intents.where(lambda intent: intent.yields) | {OUT, None}
SURE = 0.9


def weighs_an_aid(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Make of the message the question whether its number suits the aid talked about; False when it is not one."""
    aid = _talked_about(tracker)
    asks = acts.is_question(text) or acts.supposes(text)
    if aid is None or not asks or (name_of(message) not in YIELDING and sure(message, SURE)):
        return False
    if any(each["entity"] == "programme" and each["value"] != aid.slug for each in message.get(ENTITIES, ())):
        return False
    given = [each for each in own(message.get(ENTITIES, [])) if each.entity in FACTS] or _bare(text)
    found = [each for each in given if FACTS[each.entity] in _weighed_by(aid)]
    if not found or acts.opens_question(text):
        return False
    message.set(ENTITIES, [as_rasa(each, text) for each in ranged(text, found)], add_to_output=True)
    decide(message, WEIGHED)
    return True


def _talked_about(tracker: DialogueStateTracker) -> Programme | None:
    if "programme" not in tracker.slots or tracker.get_slot("last_intent") != ASKED_ABOUT:
        return None
    aid = of_turn().catalogue.programmes.get(tracker.get_slot("programme") or "")
    return aid if aid is not None and aid.audience == "company" else None


def _bare(text: str) -> list[Entity]:
    """« et avec douze ? »: an amount from a thousand up, else a head count."""
    read = (acts.read(text, asked=asked, entities=(), known=KNOWN) for asked in ("investment", "headcount"))
    stated = next((each.stated for each in read if each is not None), ())
    return [each for each in stated if each.entity in FACTS]


def _weighed_by(aid: Programme) -> frozenset[str]:
    return frozenset(fact for each in aid.conditions for fact in rules.facts_of(each.test))
