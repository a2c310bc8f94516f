"""« combien on toucherait pour 10 000 € ? » is computed from the rule of the aid talked about, or answered by what is known of it."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import decide, slot
from nlu.components.entities import as_rasa, own
from nlu.components.filing import COMPANY
from nlu.components.known import KNOWN
from nlu.components.so_far import AMI_FORM
from nlu.entities import Entity
from nlu.intents import TOPICS
from region.in_force import of_turn
from region.programmes import Programme
from region.vocabulary import PUBLIC

ESTIMATE, AMI_AMOUNT = "estimate", "ask_ami_amount"
SUMS = ("amount", "investment")
TOGETHER, CHECKED_TOGETHER = frozenset({COMPANY, "aids_form"}), frozenset({"company", "all"})
"""The checks of several aids at once, under way and told."""


def estimates_an_aid(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Decide for the sum of an aid; False where none is asked for, or nothing says of which aid."""
    if not acts.estimates(text) and not (acts.asks_the_base(text) and _together(tracker)):
        return False
    named = [each["value"] for each in message.get(ENTITIES, []) if each["entity"] == "programme"]
    aids = _aids(named[0] if named else _talked_about(tracker), tracker)
    if not aids or any(each.estimate is None and each.audience == "company" for each in aids):
        return False
    if aids[0].estimate is None:
        decide(message, AMI_AMOUNT)
        return True
    read = acts.told(text, entities=own(message.get(ENTITIES, [])), known=KNOWN)
    sums = [as_rasa(each, text) for each in read.stated if each.entity in SUMS]
    if not sums and len(aids) == 1 and not _spent_before(tracker):
        return False
    named = [as_rasa(Entity("programme", 0, len(text), each.slug), text) for each in aids]
    message.set(ENTITIES, [*sums, *named], add_to_output=True)
    decide(message, ESTIMATE)
    return True


def _spent_before(tracker: DialogueStateTracker) -> bool:
    """Tell whether what would be spent was said before, in the case or of an aid."""
    weighed = (slot(tracker, "weighed") or {}).get("said", {}).get("investment")
    return (slot(tracker, "investment") or slot(tracker, "amount") or weighed) not in (None, "unknown")


def _aids(slug: str | None, tracker: DialogueStateTracker) -> list[Programme]:
    """Return the aid of that name; else, where a firm's aids are checked together, those whose rule gives a sum."""
    every = of_turn().catalogue.programmes
    if slug is not None and slug in every:
        return [every[slug]]
    if slot(tracker, "org_type") in PUBLIC:
        return [each for each in every.values() if each.audience != "company"]
    return [each for each in every.values() if each.estimate is not None] if _together(tracker) else []


def _together(tracker: DialogueStateTracker) -> bool:
    """Tell whether several aids are checked at once, or were told."""
    return tracker.active_loop_name in TOGETHER or slot(tracker, "last_check") in CHECKED_TOGETHER


def _talked_about(tracker: DialogueStateTracker) -> str | None:
    """Return the aid of the check under way, else of the last answer or result."""
    if tracker.active_loop_name == COMPANY:
        return slot(tracker, "checked_programme")
    last = str(slot(tracker, "last_intent"))
    if tracker.active_loop_name == AMI_FORM or TOPICS.get(last) == TOPICS["ask_ami"]:
        return "ami-ia"
    told = (slot(tracker, "told_facts") or {}).get("checked_programme")
    return told or (slot(tracker, "programme") if TOPICS.get(last) == TOPICS["ask_programme"] else None)
