"""Reads what the database keeps of what was brought in: communes, coming events, places, dead links."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from region import territory
from region.adapters import communes, events, links, places
from region.agenda import Event
from region.in_force import InForce
from region.places import Place
from region.territory import Gazetteer

Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


@dataclass(frozen=True)
class BroughtIn:
    """What an import gave; the built-in communes where none were brought in."""

    gazetteer: Gazetteer
    events: tuple[Event, ...]
    places: tuple[Place, ...]
    dead_links: frozenset[str] = frozenset()

    def over(self, held: InForce) -> InForce:
        """The same region with this in force."""
        return replace(
            held, gazetteer=self.gazetteer, events=self.events, places=self.places, dead_links=self.dead_links
        )


async def read(connect: Connect, *, today: date) -> BroughtIn:
    """Read the communes, the events that are not over, the places and the links that answer no more."""
    async with connect() as connection:
        known = await communes.load(connection) or territory.built_in()
        coming, near = await events.load(connection, since=today), await places.load(connection)
        dead = await links.dead(connection)
    return BroughtIn(known, tuple(coming), tuple(near), dead)
