"""One thing of the case is changed: « et si on était 25 ? » in a check, « et à 55 000 ? » after its result."""

from collections.abc import Sequence
from dataclasses import replace

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.acts.answer import Answer
from nlu.acts.extra import MONEY
from nlu.components.casework import suppose, tries
from nlu.components.correcting import corrects_a_number
from nlu.components.deciding import DECIDED, decide, name_of, slot, sure
from nlu.components.entities import own
from nlu.components.filing import COMPANY, name_by_size, name_the_amount
from nlu.components.known import KNOWN
from nlu.components.reacting import COMMANDS, LEAVING, SURE_COMMAND
from nlu.components.so_far import EVERY_AID, SURE_AFTER_ET, just_checked
from nlu.components.stating import NAMES_NOTHING, STATING, SURE, state
from nlu.entities import Entity
from region.vocabulary import FIRMS

UNCLEAR, ASSOCIATION, UNKNOWN = "unclear_change", "association", "unknown"


def tries_in_check(
    message: Message, text: str, found: Answer | None, asked: str, tracker: DialogueStateTracker
) -> bool:
    """In a check, « et si on était 25 ? » is tried, and answers nothing; `found`: the answer it would be."""
    supposes = acts.supposes_in_check(text)
    if not supposes and sure(message, SURE) and name_of(message) not in STATING | NAMES_NOTHING:
        return False  # « et pour former mes salariés ? » asks about something else
    told = bool(tracker.get_slot("told_facts")) and acts.is_hypothesis(text) and acts.is_question(text)
    if supposes or told:
        removed = _removed(message, text)
        found = _stated(message, text) or (Answer((), frozenset(removed)) if removed else found)
    if found is None and supposes and (name_of(message) in NAMES_NOTHING or not sure(message, SURE)):
        decide(message, UNCLEAR)
        return True
    if found is None or not (tries(text, found, asked) or (told and not found.stated)):
        return False
    suppose(message, text, summed(text, found, tracker))
    return True


def supposes_after_result(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """After a result, « et à 55 000 ? » changes one thing of the case: it is computed again, or asked."""
    supposed, strictly = acts.supposes(text), acts.supposes_strictly(text)
    amends = acts.amends(text) or (acts.corrects(text) and not acts.is_question(text))
    stating = strictly or amends or name_of(message) == "inform" or just_checked(tracker)
    checked = tracker.get_slot("told_facts") and stating
    if checked and corrects_a_number(message, text, None, tracker):
        return True
    company = slot(tracker, "last_check") == "company"
    firm = company or (slot(tracker, "last_check") == "all" and slot(tracker, "org_type") in FIRMS)
    found = _stated(message, text, form=COMPANY if company else EVERY_AID if firm else None) if checked else None
    found = found or (_of_interest(message, text, tracker) if checked else None)
    amends = amends or (found is not None and name_of(message) in LEAVING)  # « revenons à Lens » stops nothing
    commands = name_of(message) in (COMMANDS - LEAVING if strictly else COMMANDS) and sure(message, SURE_COMMAND)
    if not checked or (commands and not amends and not message.get(DECIDED)):
        return False
    if found is not None and (supposed or amends or not acts.is_question(text)):
        found = summed(text, found, tracker)
        if acts.is_hypothesis(text) and not _fills(text, found, tracker):
            suppose(message, text, found)
        else:
            state(message, text, with_others(text, found, tracker))
        name_by_size(message, tracker.get_slot("told_facts"))
        if company:
            name_the_amount(message, "headcount", firm=True)
        return True
    removed = _removed(message, text) if supposed else ()
    if removed:
        suppose(message, text, Answer((), frozenset(removed)))
        return True
    unclear = strictly and (name_of(message) in LEAVING or not sure(message, SURE_AFTER_ET))
    if unclear:
        decide(message, UNCLEAR)
    return unclear


def summed(text: str, found: Answer, tracker: DialogueStateTracker) -> Answer:
    """« soixante mille de plus »: what is added to the case is stated as its sum."""
    case = {name: slot(tracker, name) for name in ("amount", "expenses")}
    if case["amount"] in (None, UNKNOWN):
        case["amount"] = (slot(tracker, "supposed") or {}).get("amount")
    return replace(found, stated=acts.added(text, found.stated, case))


def _fills(text: str, found: Answer, tracker: DialogueStateTracker) -> bool:
    """« disons 65 000 », after a result that lacked the cost, says it."""
    known = slot(tracker, "told_facts") or {}
    return acts.says_loosely(text) and all(known.get(each.entity) in (None, UNKNOWN) for each in found.stated)


def with_others(text: str, found: Answer, tracker: DialogueStateTracker) -> Answer:
    """« et puis du matos »: the expenses said before stay."""
    return replace(found, stated=acts.with_others(text, found.stated, {"expenses": slot(tracker, "expenses")}))


def _stated(message: Message, text: str, *, form: str | None = None) -> Answer | None:
    entities = own(message.get(ENTITIES, []))
    found = acts.read(text, asked=None, entities=entities, known=KNOWN, form=form)
    return found or (_only_sum(text, entities) if acts.supposes_strictly(text) else None)


def _of_interest(message: Message, text: str, tracker: DialogueStateTracker) -> Answer | None:
    """« et si on gérait un service public ? »: what makes of an association, or of a firm, a body of public interest."""
    body = slot(tracker, "org_type")
    fact = "manages_public_policy" if body in FIRMS else "public_interest" if body == ASSOCIATION else None
    if fact is None or not acts.supposes(text):
        return None
    found = acts.read(text, asked=fact, entities=own(message.get(ENTITIES, [])), known=KNOWN)
    return found if found and any(each.entity == fact for each in found.stated) else None


def _only_sum(text: str, entities: Sequence[Entity]) -> Answer | None:
    """« et si on se groupe avec le village voisin et qu'on arrive à 80 000 ? »: whatever else is supposed, the sum is what counts."""
    sums = [each for each in entities if each.entity in MONEY] or acts.bare_sums(text, entities)
    return Answer(tuple(sums), frozenset()) if len(sums) == 1 else None


def _removed(message: Message, text: str) -> tuple[Entity, ...]:
    return acts.removed(text, own(message.get(ENTITIES, [])), known=KNOWN)
