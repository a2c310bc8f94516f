"""Understands what is asked around a case under way or told: how long it is, which aid, what next, its reasons, a copy of it."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import slot
from nlu.components.so_far import EVERY_AID
from nlu.intents import CHECKS, TOPICS

REASONS, KEEP = "asked_reasons", "keep_result"
LENGTH, CERTIFICATE, ONWARD, BEST = "asked_length", "asked_certificate", "asked_onward", "asked_best"
OF_A_FILE = "ask_application_status"


def asks_why_not(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """« pk pas DACS ? », once a result is told: what is against the aid named."""
    aids = [each for each in message.get(ENTITIES, []) if each["entity"] == "programme"]
    return len(aids) == 1 and bool(slot(tracker, "told_facts")) and acts.asks_why_not(text)


def asked_around(text: str, tracker: DialogueStateTracker) -> str | None:
    """Return the intent of what is asked around the case; None where something else is."""
    checking, told = bool(tracker.active_loop_name), bool(slot(tracker, "told_facts"))
    if checking and acts.asks_length(text):
        return LENGTH
    if acts.asks_certificate(text):
        return CERTIFICATE
    if (checking or told) and (after := _after(text, tracker)):
        return after
    kept = tracker.active_loop_name in (None, EVERY_AID) and acts.asks_to_keep(text)
    if told and (kept or acts.asks_alert(text)):
        return KEEP
    return _of_result(text, tracker) if told and not checking else None


def _after(text: str, tracker: DialogueStateTracker) -> str | None:
    """Return what is asked of the way on from a case under way or told: which aid, what if it is refused, what next."""
    if acts.asks_if_refused(text):
        return OF_A_FILE
    if slot(tracker, "told_facts") and acts.asks_best(text):
        return BEST
    asked_so_far = bool(tracker.active_loop_name) and acts.asks_so_far(text)
    return ONWARD if not asked_so_far and _just_told(tracker) and acts.asks_onward(text) else None


def _just_told(tracker: DialogueStateTracker) -> bool:
    """Tell whether a check is under way, or its result is what was talked about last."""
    last = TOPICS.get(str(slot(tracker, "last_intent")))
    return bool(tracker.active_loop_name) or (last is not None and last in {TOPICS[name] for name in CHECKS})


def _of_result(text: str, tracker: DialogueStateTracker) -> str | None:
    """Return what is asked of the result told: « pourquoi ? » alone only right after it."""
    just_told = _just_told(tracker)  # nothing else was talked about since
    if just_told and acts.asks_so_far(text):
        return REASONS  # « donc c'est mort ? »
    return REASONS if acts.asks_reasons(text) or (just_told and acts.asks_only_why(text)) else None
