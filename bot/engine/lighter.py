"""Two things Rasa works out again at every event although they never change; importing this module does them once.

A slot is copied twenty times a message and an event's class is looked for among all classes: a fifth of a turn.
"""

from functools import cache
from typing import Any

from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot


def _copied(slot: Slot) -> Slot:
    copy = object.__new__(type(slot))
    copy.__dict__.update(slot.__dict__)
    return copy


_look_up: Any = Event.resolve_by_type
Slot.__copy__ = _copied
Event.resolve_by_type = staticmethod(cache(_look_up))
