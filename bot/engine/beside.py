"""A question of a check that answers nothing, as it is understood out of it: « et un syndicat mixte ? »."""

from collections.abc import Awaitable, Callable

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.shapes import Parsed
from nlu import intents

ParseIn = Callable[[str, DialogueStateTracker], Awaitable[Parsed]]
REMARK, UNKNOWN, FEW_WORDS = "remark", "unknown", 3
QUESTIONS = intents.of_kind(intents.INFORMATION)


async def asked_beside(parsed: Parsed, tracker: DialogueStateTracker, parse: ParseIn) -> Parsed:
    """Return a question that answers nothing as it is understood out of the check: « et un syndicat mixte ? »."""
    if tracker.active_loop_name is None or parsed["intent"]["name"] != REMARK or not parsed["asks"]:
        return parsed
    beside = await parse(parsed["text"], out_of_check(tracker))
    return beside if beside["intent"]["name"] in QUESTIONS and _means(beside) else parsed


def _means(parsed: Parsed) -> bool:
    """« oui ou non ? » alone says too little for what is nearest to be told."""
    return (parsed.get("selected") or {}).get("kind") != UNKNOWN or len(parsed["text"].split()) > FEW_WORDS


def out_of_check(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return the conversation as if the check under way were left, its aid just talked about."""
    out, form = tracker.copy(), tracker.active_loop_name
    about = intents.FORMS[form].id if form in intents.FORMS else tracker.get_slot("last_intent")
    for event in (ActiveLoop(None), SlotSet(REQUESTED_SLOT, None), SlotSet("last_intent", about)):
        out.update(event)
    return out
