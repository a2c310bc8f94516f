"""Reads a mistyped word as the word of a record it was meant to be: « anaoudère », « procheia », « brokfield »."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST, LONG = 4, 8
COMMON = 3.0  # Zipf: a word as common as this was meant
REMEMBERED = 20_000


@dataclass(frozen=True)
class Spelling:
    """The words the records hold, and how common any French word is."""

    known: Mapping[str, int]
    how_common: Callable[[str], float]
    _memory: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def read(self, words: Sequence[str]) -> list[str]:
        """Return the words, those that are neither known nor French read as the nearest known one."""
        return [self._one(word) for word in words]

    def _one(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isalpha() or word in self.known or self.how_common(word) >= COMMON:
            return word
        if word not in self._memory:
            if len(self._memory) > REMEMBERED:
                self._memory.clear()
            self._memory[word] = self._nearest(word)
        return self._memory[word]

    def _nearest(self, word: str) -> str:
        slips = 1 + (len(word) >= LONG)
        near = process.extract(
            word, self._of_length.get(len(word), ()), scorer=OSA.distance, score_cutoff=slips, limit=5
        )
        likeliest = sorted(near, key=lambda each: (each[1], each[0][0] != word[0], -self.known[each[0]]))
        return str(likeliest[0][0]) if likeliest else word

    @cached_property
    def _of_length(self) -> Mapping[int, list[str]]:
        lengths: dict[int, list[str]] = {}
        for word in filter(_may_be_meant, self.known):
            for length in range(len(word) - 2, len(word) + 3):
                lengths.setdefault(length, []).append(word)
        return lengths


def _may_be_meant(word: str) -> bool:
    return word.isalpha() and len(word) >= SHORTEST


@dataclass(frozen=True)
class NameBook:
    """The names records speak of, written without spaces: « e valley », « e-valley » and « evalley » are one."""

    holders: Mapping[str, frozenset[int]]
    how_common: Callable[[str], float]

    @classmethod
    def of(cls, names: Iterable[tuple[int, Sequence[str]]], how_common: Callable[[str], float]) -> "NameBook":
        """Return the book of (place of the record, words of a name)."""
        holders: dict[str, set[int]] = {}
        for place, parts in names:
            rare = [part for part in parts if len(part) >= SHORTEST and how_common(part) < COMMON]
            for form in {"".join(parts), *rare}:
                holders.setdefault(form, set()).add(place)
        return cls({form: frozenset(places) for form, places in holders.items() if len(form) > 2}, how_common)

    def find(self, words: Sequence[str], *, longest: int = 4) -> dict[str, frozenset[int]]:
        """Return the names a question speaks of, each with the places of the records that hold it."""
        found: dict[str, frozenset[int]] = {}
        for size in range(1, longest + 1):
            runs = (tuple(words[start : start + size]) for start in range(len(words) - size + 1))
            for parts in dict.fromkeys(runs):  # what is said a hundred times is looked for once
                run = "".join(parts)
                form = run if run in self.holders else self._nearly(run, parts)
                if form:
                    found[form] = self.holders[form]
        return found

    def _nearly(self, run: str, parts: Sequence[str]) -> str | None:
        """Return the name a run of words all but spells; ordinary words alone are not taken for one."""
        if len(run) < 6 or len(parts) > 2 or all(self.how_common(part) >= COMMON for part in parts):
            return None
        slips = 1 + (len(run) >= LONG)
        near = process.extractOne(run, self._long, scorer=OSA.distance, score_cutoff=slips)
        return str(near[0]) if near and near[0][0] == run[0] else None

    @cached_property
    def _long(self) -> list[str]:
        return [form for form in self.holders if len(form) >= 6]
