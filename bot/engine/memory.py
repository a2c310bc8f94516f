"""What the assistant remembers of a conversation between two turns, small whatever its length.

A memory holds the last two turns as events, and the slots and form as they stood before each of them.
Older turns live on in the slots; what was said stays in the transcript. Rasa rebuilds its tracker from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker import TurnTracker

KEPT_TURNS = 2


@dataclass(frozen=True)
class PastTurn:
    """One turn: the slots and the form before it, and the events it produced."""

    slots: Mapping[str, Any]
    loop: str | None
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Memory:
    """The last turns of one conversation, oldest first; empty for a new one."""

    turns: tuple[PastTurn, ...] = field(default=())

    def to_json(self) -> list[dict[str, Any]]:
        """Return a JSON value that `from_json` reads back."""
        return [
            {"slots": dict(turn.slots), "loop": turn.loop, "events": [event.as_dict() for event in turn.events]}
            for turn in self.turns
        ]

    @classmethod
    def from_json(cls, value: list[dict[str, Any]] | None) -> "Memory":
        """Read back what `to_json` wrote; nothing remembered for None."""
        return cls(
            tuple(
                PastTurn(turn["slots"], turn["loop"], tuple(Event.from_parameters(event) for event in turn["events"]))
                for turn in value or []
            )
        )

    def tracker(self, sender: str, domain: Domain) -> DialogueStateTracker:
        """Return a Rasa tracker standing where the last turn ended."""
        tracker = TurnTracker(sender, domain.slots)
        for event in (*_opening(self.turns[0] if self.turns else None, domain), *_events(self.turns)):
            tracker.update(event, domain)
        return tracker

    def after(self, tracker: DialogueStateTracker, known: int, slots: Mapping[str, Any], loop: str | None) -> "Memory":
        """Return the memory after a turn; the tracker's first `known` events, `slots` and `loop` come from before it."""
        done = PastTurn(slots, loop, tuple(tracker.events)[known:])
        return Memory((*self.turns, done)[-KEPT_TURNS:])


def _opening(turn: PastTurn | None, domain: Domain) -> list[Event]:
    known = {slot.name for slot in domain.slots}
    slots = [SlotSet(name, value) for name, value in (turn.slots if turn else {}).items() if name in known]
    loop = [ActiveLoop(turn.loop)] if turn and turn.loop in domain.form_names else []
    start = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    return [*start, *slots, *loop, ActionExecuted(ACTION_LISTEN_NAME)]


def _events(turns: tuple[PastTurn, ...]) -> list[Event]:
    return [event for turn in turns for event in turn.events]


def stated(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return the slots that hold a value, by name."""
    return {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}


class TurnTrackerStore(TrackerStore):
    """Holds the trackers of the turns under way; the turn itself commits, so `save` only keeps."""

    def __init__(self, domain: Domain | None = None) -> None:
        super().__init__(domain)
        self._under_way: dict[str, DialogueStateTracker] = {}

    def begin(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker of a turn that begins."""
        self._under_way[tracker.sender_id] = tracker

    def end(self, sender: str) -> None:
        """Drop the tracker of a turn that ends."""
        self._under_way.pop(sender, None)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a tracker until its turn ends; Rasa calls it several times a turn."""
        self._under_way[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the tracker of a turn under way, None where there is none."""
        return self._under_way.get(sender_id)

    async def keys(self) -> list[str]:
        """Return whose turns are under way."""
        return list(self._under_way)


class NoLock(LockStore):
    """The turn already orders the messages of a conversation (bot/turn); Rasa's own lock is never asked."""
