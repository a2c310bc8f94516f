"""After an answer about an aid, a number asks whether it fits: « mon programme fait 25 000 €, ça passe ? », « et avec douze ? »."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts.ranges import ranged
from nlu.components.deciding import decide, name_of, slot, sure
from nlu.components.entities import as_rasa, own
from nlu.components.filing import nearest_sum, sums_of
from nlu.components.known import KNOWN
from nlu.entities import Entity
from nlu.scope import OUT
from region import rules
from region.in_force import of_turn
from region.programmes import Programme

WEIGHED, AMI = "weigh_aid", "ami-ia"
ASKED_ABOUT = "ask_programme"
ABOUT_AMI = intents.where(lambda intent: intent.weighed)
FACTS = {"amount": "investment", "headcount": "headcount", "turnover": "turnover", "investment": "investment"}
"""The fact of a firm that each number states."""
YIELDING = intents.where(lambda intent: intent.yields) | {OUT, None}
SURE = 0.9


def weighs_an_aid(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Make of the message the question whether its number suits the aid talked about; False when it is not one."""
    before, fits = slot(tracker, "weighed") or {}, acts.asks_if_fits(text)
    aid = _talked_about(tracker, before.get("aid") or (AMI if fits else None))
    asks = acts.is_question(text) or acts.supposes(text) or fits
    if aid is None or not asks or acts.opens_question(text) or _names_another(message, aid):
        return False
    again = _said_before(text, before.get("said") or {})
    if again:
        message.set(ENTITIES, [as_rasa(again, text)], add_to_output=True)
        decide(message, WEIGHED)
        return True
    if name_of(message) not in YIELDING and sure(message, SURE):
        return False
    stated = own(message.get(ENTITIES, []))
    given = [each for each in stated if each.entity in FACTS] or _bare(text, stated)
    named = [_of_before(each, before.get("said") or {}) for each in given]
    found = [each for each in named if _fact(each, aid) in _weighed_by(aid)]
    if not found:
        return False
    message.set(ENTITIES, [as_rasa(each, text) for each in ranged(text, found)], add_to_output=True)
    decide(message, WEIGHED)
    return True


def _talked_about(tracker: DialogueStateTracker, weighed: str | None) -> Programme | None:
    """Return the aid of the last answer: a firm's; the call's only where a number was just weighed for it, or is asked to fit."""
    last, aids = slot(tracker, "last_intent"), of_turn().catalogue.programmes
    if last in ABOUT_AMI:
        return aids.get(weighed or "")
    aid = aids.get(slot(tracker, "programme") or "") if last == ASKED_ABOUT else None
    return aid if aid is not None and aid.audience == "company" else None


def _names_another(message: Message, aid: Programme) -> bool:
    return any(each["entity"] == "programme" and each["value"] != aid.slug for each in message.get(ENTITIES, ()))


def _fact(entity: Entity, aid: Programme) -> str:
    return FACTS[entity.entity] if aid.audience == "company" else entity.entity


def _said_before(text: str, said: Mapping[str, Any]) -> Entity | None:
    """« et le chiffre d'affaires, ça bloque pas ? »: the number said of it is weighed again."""
    fact = acts.names_subject(text)
    value = said.get(fact or "")
    return None if fact is None or value is None else Entity(fact, 0, len(text), value)


def _of_before(entity: Entity, said: Mapping[str, Any]) -> Entity:
    """« et avec 1 900 000 ? » after a turnover varies the turnover: of the sums said before, the nearest in size."""
    nearest = nearest_sum(entity.value, sums_of(said)) if entity.entity == "amount" else None
    return replace(entity, entity=nearest) if nearest else entity


def _bare(text: str, stated: list[Entity]) -> list[Entity]:
    """« et avec douze ? »: an amount from a thousand up, else a head count; « et en 2027 ? » is a year."""
    if any(each.entity == "date" for each in stated):
        return []
    read = (acts.read(text, asked=asked, entities=(), known=KNOWN) for asked in ("investment", "headcount"))
    found = next((each.stated for each in read if each is not None), ())
    return [each for each in found if each.entity in FACTS]


def _weighed_by(aid: Programme) -> frozenset[str]:
    return frozenset(fact for each in aid.conditions for fact in rules.facts_of(each.test))
