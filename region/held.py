"""What was brought in and stays in memory while the service runs: coming events, help places, the companies' register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from region.agenda import Event
from region.places import Place
from region.register import CompanyRegister


@dataclass(frozen=True)
class Held:
    """Empty until an import; `register` None means that no register can be asked."""

    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    register: CompanyRegister | None = None


_in_force = Held()


def current() -> Held:
    """What is held now."""
    return _in_force


def use(
    *,
    events: Iterable[Event] | None = None,
    places: Iterable[Place] | None = None,
    register: CompanyRegister | None = None,
) -> None:
    """Put freshly read data in force; what is not given stays as it was."""
    global _in_force
    _in_force = Held(
        events=_in_force.events if events is None else tuple(events),
        places=_in_force.places if places is None else tuple(places),
        register=register or _in_force.register,
    )
