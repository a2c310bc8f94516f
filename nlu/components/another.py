"""A whole other case told after a result: « et pour Béthune, une commune, 60 000 € de matériel ? » is not the one before, changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import decide, slot
from nlu.components.entities import NAME, as_rasa, own
from nlu.components.so_far import AMI_FORM, asked_in, just_checked
from nlu.components.stating import put_apart
from nlu.entities import Entity
from region.vocabulary import FIRMS, PUBLIC

NEW_CASE = "new_case"
ASPECTS: Mapping[str, frozenset[str]] = {
    "who": frozenset({"org_type", "headcount"}),
    "where": frozenset({"commune", "departement"}),
    "how_much": frozenset({"amount", "investment", "turnover"}),
    "on_what": frozenset({"expense"}),
}
"""What a case says, by the entities that say it."""
WHOLE = 3
"""The aspects that tell a case by itself."""


def tells_another_case(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Make of the message a case of its own; False where it only changes the one told before."""
    if _turns_to_a_firm(message, text, tracker):
        message.set("firm", True, add_to_output=True)
        _put_first(message, tracker)
        return True
    if _of_a_public_body(tracker) and acts.asks_of_firms(text):
        decide(message, "ask_company_support")
        return True
    told = _known(text, tracker)
    if not told or acts.supposes_strictly(text) or acts.amends(text) or acts.corrects(text):
        return False
    entities = own(message.get(ENTITIES, []))
    entities += [*acts.worded_expenses(text, entities), *acts.bare_sums(text, entities)]
    aside = acts.stated_of_another(text, entities)
    said = [each for each in entities if each not in aside]
    aspects = {name for name, kinds in ASPECTS.items() if any(each.entity in kinds for each in said)}
    least = WHOLE - 1 if acts.turns_to_another(text) else WHOLE
    if len(aspects) < least or not _differs(said, told):
        return False
    message.set(ENTITIES, [*_others(message), *(as_rasa(each, text) for each in entities)], add_to_output=True)
    put_apart(message, text, aside)
    _put_first(message, tracker)
    return True


def _turns_to_a_firm(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« c'est pas l'AMI, c'est pour ma boîte », where a public body's case is told: another case, and another check."""
    named = {each.value for each in own(message.get(ENTITIES, [])) if each.entity == "org_type"}
    return (
        _of_a_public_body(tracker)
        and acts.tells_own_firm(text)
        and not named - FIRMS
        and not acts.supposes_strictly(text)
        and not acts.is_question(text)
    )


def _of_a_public_body(tracker: DialogueStateTracker) -> bool:
    """Tell whether the check under way, or the one just told, is of a town hall or another public body."""
    body = slot(tracker, "org_type") or (slot(tracker, "told_facts") or {}).get("org_type")
    return tracker.active_loop_name == AMI_FORM or (
        body in PUBLIC and (just_checked(tracker) or bool(asked_in(tracker)))
    )


def _put_first(message: Message, tracker: DialogueStateTracker) -> None:
    if tracker.active_loop_name:
        message.set("leaves", True, add_to_output=True)  # else the check under way would take the values for its own
    decide(message, NEW_CASE)


def _known(text: str, tracker: DialogueStateTracker) -> Mapping[str, Any]:
    """Return the case before: the one told, or the one under way where the message says that it turns to another."""
    if tracker.active_loop_name and not acts.turns_to_another(text):
        return {}
    told = slot(tracker, "told_facts")
    under_way = {name: tracker.get_slot(name) for name in ("org_type", "commune") if name in tracker.slots}
    known = {name: value for name, value in under_way.items() if value is not None}
    return known if tracker.active_loop_name else told or {}


def _others(message: Message) -> list[dict[str, Any]]:
    return [each for each in message.get(ENTITIES, []) if each.get("extractor") != NAME]


def _differs(said: Sequence[Entity], told: Mapping[str, Any]) -> bool:
    """Tell whether another body, or one somewhere else, is spoken of."""
    body = {each.value for each in said if each.entity == "org_type"}
    town = {each.value for each in said if each.entity == "commune"}
    return bool((body and told.get("org_type") not in body) or (town and told.get("commune") not in town))
