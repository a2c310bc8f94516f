"""The communes of France outside the departments of the service: known by name, code and postal code, kept small."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from region.commune import Commune, bare, key
from region.communes_file import CODE, Packed, names_a_town

DISTRICT = "Arrondissement"
DOMINATES = 20  # « Lyon » is not asked about, though a hamlet may bear its name
_OTHER = re.compile("[^a-z0-9\n]+")


class Elsewhere:
    """An index over packed lines: 31,000 communes in a few megabytes; a commune is made when it is asked for."""

    def __init__(self, packed: Packed, lines: Sequence[str]) -> None:
        self._packed, self._lines = packed, tuple(lines)
        self._keys = _keys(self._lines)
        hashed = np.fromiter(map(hash, self._keys), dtype=np.int64, count=len(self._keys))
        self._order = np.argsort(hashed, kind="stable").astype(np.int32)
        self._hashes = array("q", hashed[self._order].tobytes())
        codes = [line.split("|", 4)[3] for line in self._lines]
        served = np.repeat(np.arange(len(codes), dtype=np.int32), [len(each.split()) for each in codes])
        postal = np.fromiter(map(int, " ".join(codes).split()), dtype=np.int32, count=len(served))
        order = np.argsort(postal, kind="stable")
        self._postal, self._served = postal[order], served[order]

    def find(self, name: str) -> tuple[Commune, ...]:
        """Communes of that name, larger first; one far larger than the others stands alone."""
        found = self._sorted(self._named(key(name)))
        return found[:1] if len(found) > 1 and _dominates(found) else found

    def all(self, name: str) -> tuple[Commune, ...]:
        """Every commune of that name, larger first."""
        return self._sorted(self._named(key(name)))

    def in_a_sentence(self, said: str, capital: bool) -> tuple[Commune, ...]:
        """The same as `find`, for a name (compared form) met in a sentence: an ordinary word names no town."""
        places = self._named(said)
        return self.find(said) if all(names_a_town(self._lines[place], capital=capital) for place in places) else ()

    def by_code(self, code: str) -> Commune | None:
        """The commune of an INSEE code."""
        place = bisect_left(self._lines, code)
        good = place < len(self._lines) and self._lines[place][:CODE] == code
        return self._packed.commune(self._lines[place]) if good else None

    def by_postal_code(self, code: str) -> tuple[Commune, ...]:
        """Communes a postal code serves, larger first; a city rather than its districts."""
        first, last = np.searchsorted(self._postal, [int(code), int(code) + 1]) if code.isdecimal() else (0, 0)
        found = self._sorted([int(place) for place in self._served[first:last]])
        whole = tuple(each for each in found if not each.name.endswith(DISTRICT))
        return whole or found

    def near(self, name: str, *, most: int, least: float) -> list[tuple[Commune, float]]:
        """The communes whose names are nearest to a name, with how near (100 is the same)."""
        found = process.extract(key(name), self._keys, scorer=fuzz.ratio, limit=most, score_cutoff=least)
        return [(self._packed.commune(self._lines[place]), score) for _, score, place in found]

    def _named(self, said: str) -> list[int]:
        hashed = hash(said)
        first = last = bisect_left(self._hashes, hashed)
        while last < len(self._hashes) and self._hashes[last] == hashed:
            last += 1
        return [int(place) for place in self._order[first:last] if said and self._keys[place] == said]

    def _sorted(self, places: Sequence[int]) -> tuple[Commune, ...]:
        found = (self._packed.commune(self._lines[place]) for place in places)
        return tuple(sorted(found, key=lambda each: -(each.population or 0)))


def _dominates(found: Sequence[Commune]) -> bool:
    return (found[0].population or 0) >= DOMINATES * max(found[1].population or 0, 1)


def _keys(lines: Sequence[str]) -> list[str]:
    """The compared form of each line's name, worked out for all at once."""
    names = "\n".join(line.split("|", 2)[1] for line in lines)
    return [name.strip() for name in _OTHER.sub(" ", bare(names)).split("\n")]
