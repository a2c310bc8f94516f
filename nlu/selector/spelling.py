"""Reads a mistyped word as the word of a record it was meant to be: « anaoudère », « procheia », « brokfield »."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.correction import COMMON, LONG, SHORTEST, Corrector


class Spelling(Corrector):
    """The words the records hold: one that begins as the mistyped word is likelier than one said more often."""

    SHORTEST_MEANT = SHORTEST

    def _order(self, word: str, meant: str) -> tuple[float, ...]:
        return (meant[0] != word[0], -self.taught[meant])


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
