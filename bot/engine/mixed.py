"""An answer and a question in one message of a check: what is told fills the check, what is asked is answered."""

from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.shapes import Collector, Parse, Parsed
from nlu import acts
from nlu.components.reacting import AGAIN, MEANING

OF_THE_QUESTION = (AGAIN, MEANING)
NAMING = 4  # words, the longest name
ASKING = "asking"
"""How many times in a row the check asked for a fact (actions.asking)."""


async def mixed(text: str, parse: Parse) -> list[Parsed]:
    """Return what is understood of what a message answers, then of what it asks; nothing where it does one of them.

    What is asked about the very question (« pourquoi ? », « c'est quoi, le siège ? ») comes first, while it stands.
    """
    told, asked = acts.told_and_asked(text)
    if not told or not asked or acts.acknowledges(text):
        return []
    answer = await parse(told)
    if not answer.get("answers") or _only_names_an_aid(answer):
        return []
    if acts.echoes(asked):
        return [answer]
    question = await parse(asked)
    return [question, answer] if question["intent"]["name"] in OF_THE_QUESTION else [answer, question]


def _only_names_an_aid(answer: Parsed) -> bool:
    """« Le café IA, faut-il payer pour y aller ? »: the words before the comma say what is asked about."""
    named = {each["entity"] for each in answer.get("entities", ())}
    return named == {"programme"} and len(answer["text"].split()) <= NAMING


def ask_later(collector: Collector, tracker: DialogueStateTracker, asking: Any) -> None:
    """Leave out the question that the check went on with: it is asked once, after what is still to be answered."""
    collector.said = [each for each in collector.said if not (each.get("custom") or {}).get("question")]
    if tracker.active_loop_name:
        tracker.update(SlotSet(ASKING, asking))
