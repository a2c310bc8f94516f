"""What was brought in and stays in memory while the service runs: coming events, help places, the companies' register."""

from __future__ import annotations

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


def use(held: Held) -> None:
    """Put this in force; `replace(current(), …)` keeps the rest."""
    global _in_force
    _in_force = held
