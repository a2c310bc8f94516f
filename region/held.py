"""What was brought in and stays in memory while the service runs: coming events, help places, the companies' register."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from region.agenda import Event
from region.places import Place


@dataclass(frozen=True)
class Held:
    """Empty until an import; `register` None means that no register can be asked."""
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    register: Any = None


_in_force = Held()


def current() -> Held:
    """What is held now."""
    return _in_force


def use(*, events: Iterable[Event] | None = None, places: Iterable[Place] | None = None, register: Any = None) -> None:
    """Put freshly read data in force; what is not given stays as it was."""
    global _in_force
    given = {"events": None if events is None else tuple(events), "places": None if places is None else tuple(places),
             "register": register}
    _in_force = replace(_in_force, **{name: value for name, value in given.items() if value is not None})
