"""Understands what a message asks of the person's own case, by the conversation: back to it, a recap, a correction, a hypothesis."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.acts.answer import Answer
from nlu.acts.extra import ANSWERED_BY
from nlu.components.deciding import decide, slot
from nlu.components.entities import as_rasa
from nlu.components.offering import asks_which, chosen_check
from nlu.components.onward import REASONS, asked_around, asks_why_not
from nlu.components.stating import statement
from nlu.entities import Entity

SUPPOSE, REAL_CASE, ADOPT, RECAP, CORRECT, RESUME, SO_FAR, AGAIN = (
    "suppose", "real_case", "adopt_hypothesis", "recap", "correct_answer", "resume", "so_far", "repeat",
)  # fmt: skip
CONTESTED, AMI_CHECK = "complain_answer", "check_ami_eligibility"
FEW_WORDS = 8
CASE = (
    "told_facts",
    "left_check",
    "stopped_check",
    "org_type",
    "commune",
    "departement",
    "amount",
    "headcount",
    "siren",
)


def asks_of_the_case(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Make of the message what it asks of the case; False when it asks something else."""
    name = _asked(message, text, tracker)
    if name:
        decide(message, name)
    return name is not None


def _asked(message: Message, text: str, tracker: DialogueStateTracker) -> str | None:
    has_case = bool(tracker.active_loop_name) or any(slot(tracker, name) is not None for name in CASE)
    supposed = slot(tracker, "supposed")
    if has_case and (acts.goes_back(text) or (supposed and acts.leaves_it(text))):
        return REAL_CASE
    if supposed and acts.adopts(text):
        return ADOPT
    if acts.recaps(text):
        return RECAP if has_case or not slot(tracker, "last_records") else AGAIN
    if asks_why_not(message, text, tracker):
        return REASONS
    if tracker.active_loop_name and (
        acts.asks_so_far(text)
        or acts.asks_what_lacks(text)
        or acts.asks_why_refused(text)
        or _asks_what_there_is(message, text)
    ):
        return SO_FAR
    if tracker.active_loop_name and acts.bids_check(text, loosely=True):
        return RESUME
    if around := asked_around(text, tracker):
        return around
    if acts.asks_why_refused(text) and slot(tracker, "last_intent"):
        return CONTESTED if slot(tracker, "told_facts") else AGAIN
    if acts.asks_what_lacks(text) and slot(tracker, "told_facts"):
        return AGAIN if slot(tracker, "last_intent") == AMI_CHECK else RECAP
    stopped = slot(tracker, "stopped_check") and not tracker.active_loop_name
    again = stopped and (acts.resumes_after_stop(text) or acts.bids_check(text, loosely=True))
    if acts.resumes(text) or again:
        return RESUME
    if check := chosen_check(text, tracker):
        return check
    fact = acts.corrects_which(text) or (acts.names_fact(text) if asks_which(tracker) else None)
    if fact is None or (fact != acts.ANY and not has_case):
        return None
    named = [] if fact == acts.ANY else [as_rasa(Entity("fact", 0, len(text), fact), text)]
    message.set(ENTITIES, named, add_to_output=True)
    return CORRECT


def _asks_what_there_is(message: Message, text: str) -> bool:
    """« on peut avoir des aides ? », while a case is checked: what is known of it so far."""
    short = len(text.split()) <= FEW_WORDS and acts.is_question(text)
    short = short and not (acts.asks_what_for_me(text) or acts.estimates(text))
    return short and acts.asks_for_aid(text) and not message.get(ENTITIES) and not acts.names_any_body(text)


def tries(text: str, found: Answer, asked: str) -> bool:
    """Tell whether, in a check, values are only tried: « et si je mets 60 000 ? », or « et à Lens ? » where the cost is asked for."""
    if acts.supposes_in_check(text):
        return True
    answers = any(each.entity in ANSWERED_BY.get(asked, ()) for each in found.stated)
    return not answers and acts.is_question(text) and acts.is_hypothesis(text)


def suppose(message: Message, text: str, found: Answer) -> None:
    """Make of the message a hypothesis on what was read in it: it fills nothing."""
    statement(message, text, found)
    decide(message, SUPPOSE)
