"""What the conversation so far says of a message: the question under way, what was talked about, who speaks."""

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.components.deciding import slot
from nlu.components.filing import COMPANY
from nlu.intents import CHECKS, TOPICS
from region.vocabulary import FIRMS

AMI_FORM, EVERY_AID, WHICH_SUM = "ami_form", "aids_form", "which_sum"
SURE_AFTER_ET = 0.95  # « et à Arras ? » goes on from what was said, whatever it resembles


def asked_in(tracker: DialogueStateTracker) -> str | None:
    """Return what the check under way asks for; None outside a check."""
    return tracker.get_slot(REQUESTED_SLOT) if tracker.active_loop_name else None


def of_firms(tracker: DialogueStateTracker) -> bool:
    """Tell whether the check under way is a firm's: there a sum may be its turnover or what it invests."""
    firm = slot(tracker, "org_type") in FIRMS
    return tracker.active_loop_name == COMPANY or (tracker.active_loop_name == EVERY_AID and firm)


def of_a_public_body(tracker: DialogueStateTracker) -> bool:
    """Tell whether the person said they are a public body, or was just told of the call for them."""
    body = slot(tracker, "org_type")
    last = slot(tracker, "last_intent")
    return body not in FIRMS if body else TOPICS.get(str(last)) == "ami"


def just_checked(tracker: DialogueStateTracker) -> bool:
    """Tell whether the last answer was the result of a check."""
    return tracker.get_slot("last_intent") in CHECKS and bool(tracker.get_slot("last_check"))


def known_purpose(tracker: DialogueStateTracker) -> bool:
    """Tell whether a sum told now is of something known: the cost of the case, or of the project talked about.

    A first message is the fact that it gives, and nothing is asked of it yet.
    """
    if not (tracker.latest_bot_utterance and tracker.latest_bot_utterance.text):
        return True
    told = slot(tracker, "told_facts") or slot(tracker, "left_check") or slot(tracker, "org_type")
    return bool(told) or TOPICS.get(str(slot(tracker, "last_intent"))) == TOPICS["ask_ami"]


def talked_about(tracker: DialogueStateTracker) -> str | None:
    """Return the last intent that has a topic: the last message's, else the one the dialogue answered last."""
    heard = tracker.latest_message.intent.get("name") if tracker.latest_message else None
    answered = slot(tracker, "last_intent")
    return next(
        (name for name in (heard, answered) if TOPICS.get(name or "") not in {None, "smalltalk", "service"}), None
    )
