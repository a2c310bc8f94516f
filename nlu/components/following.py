"""Understands a question that goes on from the last answer by the record it was answered with (nlu.selector.following)."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create` and `load`

import re
from dataclasses import replace
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.components.cards import selector
from nlu.components.deciding import DECIDED, RANKED
from nlu.components.entities import own
from nlu.components.selector import OPEN, SELECTED, asked_from
from nlu.ellipsis import only_elsewhere
from nlu.scope import OUT
from nlu.selector.decision import EXACT, UNKNOWN
from nlu.selector.following import Following, follows
from region.in_force import of_turn

OTHERWISE = frozenset(intents.ALL) - intents.of_kind(intents.INFORMATION, "unknown")
"""What is done rather than answered: only a doubt about it lets a message go on from the last answer."""
SURE = 0.75
PLACES = frozenset({"commune", "departement"})
PLACED = re.compile(r"(?:\b[àÀ] |\bde |\bd')([A-ZÀ-Ý][\w-]+)")
"""A name after a word that says where, in a title."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FollowingQuestion(GraphComponent):
    """Answers « et qui met l'argent ? » about what was just talked about."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FollowingQuestion":
        return cls()

    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045 (Rasa reads it)
        """Set `selected` and the intent on each message that goes on from the last answer."""
        for message in messages:
            _name_the_aid(message)
        last = _last(tracker) if tracker is not None else None
        for message in messages if last else ():
            found = self._found(message, str(last), tracker) or _elsewhere(message, str(last), tracker)
            if found is not None:
                _answer(message, found)
        return messages

    def _found(self, message: Message, last: str, tracker: DialogueStateTracker | None) -> Following | None:
        text, intent = message.get(TEXT) or "", message.get(INTENT) or {}
        name, confidence = intent.get("name"), intent.get("confidence", 0.0)
        asking = bool(tracker and tracker.active_loop_name and tracker.get_slot(REQUESTED_SLOT))
        if not text.strip() or message.get(DECIDED) or (asking and not acts.is_question(text) and name != OUT):
            return None
        clear = confidence >= SURE and not message.get("ambiguous")
        goes_on = acts.is_question(text) or name == "repeat" or text.lower().startswith("et ")
        if name in OTHERWISE and (clear or not goes_on):
            return None
        asked = asked_from(message.as_dict())
        asked = replace(asked, text=acts.as_kinds(text, own(message.get(ENTITIES, []))))
        subject = tracker.get_slot("subject") if tracker and "subject" in tracker.slots else None
        sure = name if clear and name in OPEN else None
        kept = {} if PLACES & set(asked.facts) else _town_of(last)
        return follows(selector(), asked, last=last, sure=sure, subject=subject, kept=kept)


def _town_of(last: str) -> dict[str, str]:
    """Return the town that the record said last is about, by its code; nothing where it is about several, or none."""
    cards = selector()
    title = cards.cards[cards.place[last]].title if last in cards.place else ""
    found = {town.code for name in PLACED.findall(title) for town in of_turn().gazetteer.find(name)}
    return {"commune": found.pop()} if len(found) == 1 else {}


def _elsewhere(message: Message, last: str, tracker: DialogueStateTracker | None) -> Following | None:
    """« et à Douai ? », of what no record tells there: it is not known, and what was said stays the nearest."""
    cards, text = selector(), message.get(TEXT) or ""
    place, before = cards.place.get(last), intents.ALL.get(str(tracker.get_slot("last_intent")) if tracker else "")
    free = not message.get(DECIDED) and not (tracker and tracker.active_loop_name)
    goes_on = before is not None and (before.then is not None or before.form is not None)
    if place is None or not free or goes_on or not only_elsewhere(text, own(message.get(ENTITIES, []))):
        return None
    return Following(cards.cards[place], 0.0, None, held=False)


def _name_the_aid(message: Message) -> None:
    """Where the intent is unclear, an aid named is what is asked about: « mon comptable me parle de l'aide INAC »."""
    named = {each["value"] for each in message.get(ENTITIES, ()) if each["entity"] == "programme"}
    aids = {each.slug for each in of_turn().catalogue.programmes.values() if each.audience == "company"}
    if message.get("ambiguous") and len(named) == 1 and named <= aids:
        _rename(message, "ask_programme")


def _last(tracker: DialogueStateTracker) -> str | None:
    """Return the record of the last answer; after a result, the one that tells of the aid."""
    kept = tracker.get_slot("last_records") if "last_records" in tracker.slots else None
    if kept:
        return str(kept[0])
    last = tracker.get_slot("last_intent") if "last_intent" in tracker.slots else None
    check = intents.FORMS.get(tracker.active_loop_name or "") or intents.ALL.get(last or "")
    told_by = check.told_by if check else None
    record = of_turn().catalogue.for_intent(told_by, {}, today=of_turn().today) if told_by else None
    return record.id if record else None


def _answer(message: Message, found: Following) -> None:
    record = found.card
    kind = EXACT if found.held else UNKNOWN
    chosen = {
        "kind": kind,
        "records": [record.id],
        "score": round(found.score, 4),
        "sentence": found.sentence,
        "follows": True,
    }
    message.set(SELECTED, chosen, add_to_output=True)
    name = (message.get(INTENT) or {}).get("name")
    if name not in record.intents:
        name = (record.intents or tuple(selector().intents_about(record.topic)))[0]
    _rename(message, str(name))


def _rename(message: Message, name: str) -> None:
    others = [each for each in message.get("intent_ranking", []) if each["name"] != name]
    first = {"name": name, "confidence": SURE}
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *others][:RANKED], add_to_output=True)
    message.set("ambiguous", False, add_to_output=True)
