"""Chooses the record that answers a message, among those in force now; nothing of it is trained into the model."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

import re
from collections.abc import Mapping
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import intents
from nlu.components.cards import selector
from nlu.components.deciding import DECIDED, RANKED
from nlu.french import flat
from nlu.scope import OUT
from nlu.selector import Card, Choice, Selector, decide
from nlu.selector.decision import NONE, called_back, instead
from nlu.selector.learnt import learnt
from nlu.selector.weighed import Asked, Weighed
from region.territory import departement_of

OPEN = intents.of_kind(intents.INFORMATION)
"""The intents whose answer is a record, chosen here; the others are decided by the intent alone."""
CALLED_BACK = intents.where(lambda intent: intent.called_back)
"""The intents that a rare name of a record turns into a question about it."""
SEARCHED = intents.of_kind("search")
"""The intents whose action looks something up by place; a record comes instead only where it is surely what is asked."""
PLACED = frozenset({"commune", "departement", "date"})
UNASKED = frozenset({OUT, "ambiguous"})
SELECTED, NEAR = "selected", "near"
OFFERED = 2
"""How many records « vouliez-vous dire » names, beside intents."""
SURE = 0.5
VERY_LIKELY = 0.8  # chance of the answer, for a record to come before a sure reading of another kind


TOLD = frozenset({"why", "who", "when", "hour", "phone", "mail", "share"})
"""The kinds of answer that no check of a case gives."""
EMERGENCY, FEW_WORDS = "urgence-", 5
GOING_ON = re.compile(r"^\W*(?:et|mais|alors|donc)?\W*(?:c|c'est|ca|cela|est-ce)\b")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RecordSelector(GraphComponent):
    """nlu.selector behind Rasa's interface."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RecordSelector":
        return cls()

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set `selected` on each message: how it is answered, by which records; call back what is ours after all."""
        asking = bool(tracker and tracker.active_loop_name and tracker.get_slot(REQUESTED_SLOT))
        for message in messages:
            choice = _unless_alarming(self._choose(message, tracker, asking=asking), message.get(TEXT) or "")
            if choice.kind == NONE and message.get("ambiguous"):
                message.set(NEAR, _nearest(message), add_to_output=True)
            if choice.kind != NONE:
                message.set(SELECTED, choice.to_dict(), add_to_output=True)
                message.set("subject", _subject(message), add_to_output=True)
                message.set("named", _names(message), add_to_output=True)
        return messages

    def _choose(self, message: Message, tracker: DialogueStateTracker | None, *, asking: bool) -> Choice:
        text, intent = message.get(TEXT) or "", message.get(INTENT) or {}
        name = intent.get("name") or OUT
        unclear = name in CALLED_BACK or bool(message.get("ambiguous"))
        known = name in OPEN | CALLED_BACK | SEARCHED
        if not text.strip() or message.get(DECIDED) or not known or (asking and name not in OPEN):
            return Choice(NONE)
        asked = asked_from(message.as_dict(), tracker if name == "ask_programme" else None)
        weighed = selector().weigh(asked)
        if unclear and not asking:
            return _call_back(message, weighed, asked)
        general = weighed.general(name, asked.facts)
        if name in SEARCHED:
            return Choice(NONE) if _placed(asked, weighed) else instead(weighed, learnt(), general=general)
        return Choice(NONE) if unclear else decide(weighed, intent=name, general=general, known=learnt())


def _placed(asked: Asked, weighed: Weighed) -> bool:
    """Tell whether a place or a day is said for a search; « combien » asks for no place, whatever the year."""
    said = PLACED & set(asked.facts)
    return bool(said) and not (said == {"date"} and weighed.read.kind == "number")


def _unless_alarming(choice: Choice, text: str) -> Choice:
    """« et c dangereux ? » goes on from what was said: an emergency number is never the answer to so few words."""
    emergency = bool(choice.records) and choice.records[0].startswith(EMERGENCY)
    return Choice(NONE) if emergency and GOING_ON.match(flat(text)) and len(text.split()) <= FEW_WORDS else choice


def _subject(message: Message) -> str:
    """Return what the message is about: the aids and places it names, else its names or rarest words."""
    return " ".join(_stated(message)) or selector().index.subject(message.get(TEXT))


def _nearest(message: Message) -> list[str]:
    """Return the records to offer where the message is unclear, likeliest first."""
    ranked = selector().rank(asked_from(message.as_dict()), most=OFFERED)
    return [each.card.id for each in ranked if each.why["cover"] > 0]


def _names(message: Message) -> bool:
    """Tell whether a message names what it is about, so that it needs no other clause's subject."""
    return bool(_stated(message)) or selector().index.names_something(message.get(TEXT))


def _stated(message: Message) -> list[str]:
    return [each["text"] for each in message.get(ENTITIES, []) if each["entity"] in ("programme", "commune")]


def _call_back(message: Message, weighed: Weighed, asked: Asked) -> Choice:
    """Answer what seemed out of scope or unclear, when a record surely does; what another intent claims needs a name."""
    intent = message.get(INTENT) or {}
    name = intent.get("name")
    choice = called_back(weighed, learnt(), ours=name in OPEN, claimed=name in CALLED_BACK - {OUT})
    if choice.kind == NONE:
        return choice
    said = weighed.card(choice.records[0])
    sure = intent.get("confidence", 0.0) >= SURE and intent.get("name") != OUT and not message.get("ambiguous")
    if sure and not _asked_for(weighed, said, choice, checking=intent["name"].startswith("check_")):
        return Choice(NONE)
    if intent.get("name") not in said.intents:
        _rename(message, _intent_of(said, asked, weighed.selector))
    message.set("ambiguous", False, add_to_output=True)
    return choice


def _asked_for(weighed: Weighed, said: Card, choice: Choice, *, checking: bool) -> bool:
    """Tell whether a record comes before a sure reading of another kind: it is named, very likely, or « pourquoi » is asked."""
    if weighed.selector.index.speaks_of(weighed.read, said):
        return True
    return weighed.read.kind in TOLD if checking else choice.score >= VERY_LIKELY


def _intent_of(card: Card, asked: Asked, selector: Selector) -> str:
    """Return the likeliest intent of the record, or of its topic where it has none."""
    intents = card.intents or selector.intents_about(card.topic)
    return max(intents, key=lambda name: asked.chances.get(name, 0.0))


def _rename(message: Message, name: str) -> None:
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name]
    confidence = (message.get(INTENT) or {}).get("confidence", 0.0)
    first = {"name": name, "confidence": confidence}
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others][:RANKED], add_to_output=True)


def asked_from(parsed: Mapping[str, Any], tracker: DialogueStateTracker | None = None) -> Asked:
    """Return a question as the selector takes it: what was understood of it, and the aid talked about before."""
    ranking = {
        each["name"]: each["confidence"] for each in parsed.get("intent_ranking", ()) if each["name"] not in UNASKED
    }
    total = sum(ranking.values()) or 1.0
    before = tracker.get_slot("programme") if tracker and "programme" in tracker.slots else None
    stated = {each["entity"]: each["value"] for each in parsed.get(ENTITIES, ()) if each.get("value") is not None}
    if "commune" in stated:
        stated["departement"] = departement_of(stated["commune"])
    facts = {**({"programme": before} if before else {}), **stated}
    return Asked(parsed.get(TEXT) or "", {name: chance / total for name, chance in ranking.items()}, facts)
