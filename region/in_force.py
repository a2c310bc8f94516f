"""Everything the Région says at one moment: one value, replaced as a whole, that a turn keeps to its end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from region import catalogue as catalogues
from region import territory as gazetteers
from region.agenda import Event
from region.catalogue import Catalogue
from region.open_aids import OpenAidsService
from region.places import Place
from region.problems import DataError
from region.register import CompanyRegister
from region.rules import Territory
from region.territory import Gazetteer

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class InForce:
    """What answers are made of, on the day `today`.

    `files` is the catalogue of the pack alone, under what operators changed in `catalogue`; `events` and `places` are
    empty until an import; `register` or `aids` None means that it is not asked; `trouble` says, with file and line, why
    the pack could not be read the last time; `dead_links` are the cited addresses that answer no more.
    """

    catalogue: Catalogue
    gazetteer: Gazetteer
    today: date
    files: Catalogue
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    register: CompanyRegister | None = None
    aids: OpenAidsService | None = None
    dead_links: frozenset[str] = frozenset()
    trouble: str | None = None

    @property
    def revision(self) -> str:
        """What names the records, programmes, service and wordings: kept with each answer."""
        return self.catalogue.revision

    @cached_property
    def territory(self) -> Territory:
        """Where the service stands: its departments, and the communes known."""
        return Territory(self.catalogue.service.departements, self.gazetteer)


def read(*, today: date) -> InForce:
    """What the pack and the built-in communes say, with nothing brought in. Raises DataError."""
    files = catalogues.load()
    return InForce(files, gazetteers.built_in(), today, files)


def reread(held: InForce) -> InForce:
    """The same with its files read again where one changed; those that cannot be read are logged, and leave what they last said."""
    try:
        return replace(held, files=catalogues.again(), trouble=None)
    except DataError as error:
        if str(error) != held.trouble:
            log.error("regional data cannot be read, the last good one stays in force: %s", error)
        return replace(held, trouble=str(error))


_TURN: ContextVar[InForce] = ContextVar("in_force")


@contextmanager
def for_turn(held: InForce) -> Iterator[None]:
    """Let what answers one message read `held` with `of_turn`; the engine does it, for Rasa chooses what it passes on."""
    token = _TURN.set(held)
    try:
        yield
    finally:
        _TURN.reset(token)


def of_turn() -> InForce:
    """What the message under way is answered from. Raises LookupError where nothing is under way."""
    return _TURN.get()
