"""A long list, a part at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from console.visit import Visit
from web import asked

Item = TypeVar("Item")


@dataclass(frozen=True)
class Sheet(Generic[Item]):
    """What one page shows of a list of `count` items; pages are counted from 1."""

    items: Sequence[Item]
    count: int
    page: int
    pages: int


def sheet(visit: Visit, items: Sequence[Item], size: int) -> Sheet[Item]:
    """Return the part of a list that the address asks for with `page`, the first where it asks for none."""
    page = asked.number(visit.query.get("page", "1")) or 1
    return Sheet(items[(page - 1) * size : page * size], len(items), page, max(1, -(-len(items) // size)))
