"""What fills the facts of a check, from nlu/intents.yml: who states one, says yes or no to it, or does not know it."""

from collections.abc import Iterator, Mapping
from typing import Any

from nlu import intents
from region.vocabulary import VOCABULARY

Mappings = list[Mapping[str, Any]]
UNKNOWN = "unknown"
NOT_ASKED = frozenset({"departement"})
"""Known with the commune: no question is about it alone."""
SAID_AS_ANSWER = intents.where(lambda intent: intent.kind == "answer" and intent.states)
"""The intents whose whole text may be the answer to a question."""


def completed(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a domain, as `Domain.as_dict` gives it, with the intents that fill each fact; one that a file names stays."""
    slots = {
        name: {**slot, "mappings": _mappings(name, slot["mappings"], told["forms"])} if name in VOCABULARY else slot
        for name, slot in told["slots"].items()
    }
    return {**told, "slots": slots}


def _mappings(fact: str, written: Mappings, forms: Mapping[str, Any]) -> Mappings:
    asking = [form for form, about in forms.items() if fact in about["required_slots"] and fact not in NOT_ASKED]
    named = {mapping["intent"] for mapping in written if mapping["type"] == "from_intent"}
    answers = (answer for form in asking for answer in _answers(fact, form) if answer["intent"] not in named)
    return [*(_stated(fact, mapping) for mapping in written), *answers]


def _stated(fact: str, mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    if "intent" in mapping or mapping["type"] not in ("from_entity", "from_text"):
        return mapping
    fills = intents.where(lambda intent: fact in intent.fills or intents.EACH in intent.fills)
    return {**mapping, "intent": sorted(SAID_AS_ANSWER if mapping["type"] == "from_text" else fills)}


def _answers(fact: str, form: str) -> Iterator[Mapping[str, Any]]:
    """Yield what a yes, a no or « je ne sais pas » fills when the form asks for the fact."""
    asked = {"type": "from_intent", "conditions": [{"active_loop": form, "requested_slot": fact}]}
    for intent in intents.ALL.values():
        if intent.unsure:
            yield {**asked, "intent": intent.id, "value": UNKNOWN}
        elif intent.agrees is not None and VOCABULARY[fact]["kind"] == "flag":
            yield {**asked, "intent": intent.id, "value": intent.agrees}
