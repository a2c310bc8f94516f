"""Where a question on another subject is sent, by its family: taxes, health, papers, work, trains, weather, other AI tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlu.french import stems
from region.files import pack_file, read_yaml
from region.records import Source

LONGEST = 5  # stems in the words of a family


@dataclass(frozen=True)
class Redirect:
    """One family: the words that tell it (each a run of stems), those nobody says of us, what is said, and the official sites."""

    id: str
    words: frozenset[tuple[str, ...]]
    alone: frozenset[tuple[str, ...]]
    answer: str
    sources: tuple[Source, ...]

    def weight(self, said: frozenset[tuple[str, ...]]) -> int:
        """Return how many of the stems of a message, given by its runs, tell this family."""
        return sum(map(len, said & self.words))


def find(text: str) -> Redirect | None:
    """The family a message belongs to; None when no word tells it. Between two, the first in the file."""
    said = frozenset(_runs(stems(text)))
    weighed = ((each.weight(said), each) for each in every())
    weight, found = max(weighed, key=lambda each: each[0], default=(0, None))
    return found if weight else None


def names_alone(text: str) -> bool:
    """Tell whether a message names what another counter alone deals with: « carte vitale », « inscription à la cantine »."""
    said = frozenset(_runs(stems(text)))
    return any(not said.isdisjoint(each.alone) for each in every())


def every() -> tuple[Redirect, ...]:
    """The families of the pack in force, in order."""
    return _read(pack_file("redirects.yml"))


def _runs(said: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the runs of stems that a word of a family may be."""
    return (
        tuple(said[start : start + size]) for size in range(1, LONGEST + 1) for start in range(len(said) - size + 1)
    )


@cache
def _read(path: Path) -> tuple[Redirect, ...]:
    return tuple(_redirect(name, held) for name, held in read_yaml(path)["families"].items())


def _redirect(name: str, held: Mapping[str, Any]) -> Redirect:
    sites = (held.get("site"),)
    cited = tuple(Source(site["title"], site["url"], "officiel") for site in sites if site)
    alone = _stems(held.get("alone", ()))
    return Redirect(name, _stems(held["words"]) | alone, alone, held["answer"], cited)


def _stems(held: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(stems(each)) for each in held)
