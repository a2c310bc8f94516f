"""Postal codes: the communes each one serves, and the name of one written beside it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from nlu.entities.spans import Said


class Commune(Protocol):
    """What is needed to know of a commune."""

    @property
    def code(self) -> str:
        """The INSEE code."""

    @property
    def name(self) -> str:
        """The name, as it is written."""

    @property
    def population(self) -> int | None:
        """Inhabitants, None where they were not counted."""

    @property
    def postal_codes(self) -> tuple[str, ...]:
        """The postal codes that serve it."""


def by_postal_code(communes: Mapping[str, tuple[Commune, ...]]) -> dict[str, tuple[Commune, ...]]:
    """Return the communes that each postal code serves, from communes by name."""
    shared: dict[str, dict[str, Commune]] = {}
    for commune in (commune for found in communes.values() for commune in found):
        for postal in commune.postal_codes:
            shared.setdefault(postal, {})[commune.code] = commune
    return {postal: tuple(found.values()) for postal, found in shared.items()}


def served_beside(said: Said, first: int, last: int, found: tuple[Commune, ...]) -> tuple[Commune, ...]:
    """Those of a name that a postal code written beside it serves; all where there is none."""
    near = [said.words[place].form for place in (first - 1, last) if 0 <= place < len(said.words)]
    kept = tuple(commune for commune in found if set(near) & set(commune.postal_codes))
    return kept or found


def places_beside(said: Said, place: int, served: tuple[Commune, ...]) -> Iterator[tuple[int, int]]:
    """Where the name of a commune served stands, just after the code or just before it."""
    for commune in served:
        size = len(words_of(commune.name))
        for first in (place + 1, place - size):
            if first >= 0 and first + size <= len(said.words) and named_so(said, first, first + size, (commune,)):
                yield first, first + size


def named_so(said: Said, first: int, last: int, served: tuple[Commune, ...]) -> Commune | None:
    """Return the commune served whose name these words are."""
    forms = tuple(word.form for word in said.words[first:last])
    return next((commune for commune in served if words_of(commune.name) == forms), None)


@lru_cache(maxsize=512)  # a code written in a message asks for the names it serves several times
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, in the form in which a message's are compared."""
    return tuple(word.form for word in Said.of(name).words)
