"""What a file or a source gave: what was read, and what was refused with its line and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from region.problems import DataError, Problem

T = TypeVar("T")


@dataclass(frozen=True)
class Brought(Generic[T]):
    """`origin` names the file or calendar, so that bringing it again replaces what it brought before.

    `corrects`: it also replaces, in the days it covers, a file of another name that holds some of its dates.
    `cancelled` are the ids of events its organiser withdrew; `doubtful` those whose kind nothing told.
    """

    read: tuple[T, ...]
    refused: tuple[Problem, ...] = ()
    origin: str = ""
    cancelled: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    corrects: bool = False

    def whole(self) -> tuple[T, ...]:
        """What was read, when nothing was refused. Raises DataError otherwise."""
        if self.refused:
            raise DataError(*self.refused)
        return self.read
