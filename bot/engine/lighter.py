"""What Rasa works out again at every event or every question although it never changes; importing this module does it once.

A slot is copied twenty times a message, an event's class is looked for among all classes, a form asks which entity can
fill which slot each time one is met, and each answer is tried on a tracker that lives through all the events again.
"""

from functools import cache
from typing import Any

from rasa.core.actions.action import ActionExtractSlots
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.slot_mappings import SlotMapping
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker import copied

_look_up: Any = Event.resolve_by_type
Slot.__copy__ = copied
Event.resolve_by_type = staticmethod(cache(_look_up))


class _Narrowed:
    """A domain with the slots that one message may fill."""

    def __init__(self, domain: Domain, slots: list[Slot]) -> None:
        self._domain, self.slots = domain, slots

    def __getattr__(self, name: str) -> Any:
        return getattr(self._domain, name)


def fillable(domain: Domain, message: UserUttered) -> list[Slot]:
    """Return the slots that some mapping fills from a message with its intent and its entities, in the domain's order."""
    name, found = message.intent.get("name"), {entity["entity"] for entity in message.entities}
    return [
        slot
        for slot, wanted in _mappings(domain)
        if any((not intents or name in intents) and (entity is None or entity in found) for intents, entity in wanted)
    ]


def _mappings(domain: Domain) -> list[tuple[Slot, list[tuple[frozenset[str], str | None]]]]:
    """Return each slot with the intents (empty: any) and the entity (None: none needed) of what may fill it."""
    kept: Any = domain.__dict__.get("_kept_mappings")
    if kept is None:
        kept = domain.__dict__["_kept_mappings"] = [
            (slot, [(frozenset(SlotMapping.to_list(each.get("intent"))), each.get("entity")) for each in named])
            for slot in domain.slots
            if (named := [each for each in slot.mappings if each["type"] != "custom" or each.get("action")])
        ]
    return kept  # type: ignore[no-any-return]


_extract: Any = ActionExtractSlots.run


async def _fill(
    self: ActionExtractSlots,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> list[Event]:
    """Fill what a message can fill: Rasa's own search, among these slots only."""
    slots = fillable(domain, tracker.latest_message)
    return await _extract(self, output_channel, nlg, tracker, _Narrowed(domain, slots)) if slots else []


_find_unique: Any = FormAction._create_unique_entity_mappings


def _unique(self: FormAction, domain: Any) -> set[str]:
    kept = domain.__dict__.setdefault("_kept_unique", {})
    if self.name() not in kept:
        kept[self.name()] = _find_unique(self, domain)
    return kept[self.name()]  # type: ignore[no-any-return]


def _tried(self: FormAction, tracker: DialogueStateTracker, events: list[Event], domain: Domain) -> Any:
    """Return the tracker a form tries an answer on, as Rasa makes it, from a copy."""
    tried = tracker.copy()
    requested = SlotSet(REQUESTED_SLOT, self.get_slot_to_fill(tracker))
    for event in (requested, ActionExecuted(self.name()), *events):
        tried.update(event, domain)
    return tried


ActionExtractSlots.run = _fill
FormAction._create_unique_entity_mappings = _unique
FormAction._temporary_tracker = _tried
