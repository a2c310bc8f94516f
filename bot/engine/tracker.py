"""Rasa's tracker of one turn, whose copies copy: Rasa's own make every slot anew and live through all the events again."""

from collections import deque
from copy import copy

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

ACTIVE_LOOP, ACTION = ActiveLoop.type_name, ActionExecuted.type_name
BEGINNING = frozenset({Restarted.type_name, SessionStarted.type_name})
TAKEN_BACK = frozenset({ActionReverted.type_name, UserUtteranceReverted.type_name})


class TurnTracker(DialogueStateTracker):
    """The same states as Rasa's, for less: an event is known by its name, and a copy shares what never changes."""

    def update(self, event: Event, domain: Domain | None = None) -> None:
        """Add an event and change the state by it; the turn names no model in its events."""
        self.events.append(event)
        event.apply_to(self)

    def copy(self) -> "TurnTracker":
        """Return a tracker in the same state, to be changed apart."""
        other = object.__new__(TurnTracker)
        other.__dict__.update(self.__dict__)
        other.__dict__.pop("_walk", None)
        other.events = deque(self.events)
        other.slots = {name: copied(slot) for name, slot in self.slots.items()}
        other.active_loop = copy(self.active_loop)
        return other

    def init_copy(self) -> "TurnTracker":
        """Return a tracker of the same person before any event."""
        return TurnTracker(self.sender_id, self.slots.values())

    def idx_after_latest_restart(self) -> int:
        """Return the place after the last « restart »."""
        events = self.events
        return next(
            (len(events) - back for back, each in enumerate(reversed(events)) if each.type_name == "restart"), 0
        )

    def applied_events(self) -> list[Event]:
        """Return the events that count; Rasa's own search is made only where a form ran or something was taken back."""
        events = self.events
        forms = {event.name for event in events if event.type_name == ACTIVE_LOOP}
        if any(
            each.type_name in TAKEN_BACK or (each.type_name == ACTION and each.action_name in forms) for each in events
        ):
            return super().applied_events()  # type: ignore[no-any-return]
        begun = next((back for back, each in enumerate(reversed(events)) if each.type_name in BEGINNING), len(events))
        return list(events)[len(events) - begun :]


def copied(slot: Slot) -> Slot:
    """Return a slot of the same kind and value."""
    other = object.__new__(type(slot))
    other.__dict__.update(slot.__dict__)
    return other
