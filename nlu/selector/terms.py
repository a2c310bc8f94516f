"""The words of a question that count: rare ones much, tool words not at all, words that mean the same as one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from nlu.french import stem, tokens
from nlu.french.tokens import ELIDED

COMMONEST, SPREAD, LEAST = 6.8, 2.8, 0.25  # Zipf: « de » is 7.6, « budget » 4.8, « anaouder » 0
UNKNOWN = 6.0


@dataclass(frozen=True)
class Lexicon:
    """Words that never count, and words that count as one another (each group's first stands for all).

    `everywhere` holds names that everybody says, and that make no question ours; `calling` the stems of any wish to
    reach somebody, which alone alarm nobody.
    """

    stop: frozenset[str]
    same: Mapping[str, str]
    how_common: Callable[[str], float]
    everywhere: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        stop: str,
        same: Iterable[str],
        how_common: Callable[[str], float],
        *,
        everywhere: str = "",
        calling: str = "",
    ) -> "Lexicon":
        """Return the lexicon of texts of words; each of `same` is a group."""
        groups = [[stem(word) for word in tokens(group)] for group in same]
        return cls(
            frozenset(map(stem, tokens(stop))),
            {word: group[0] for group in groups for word in group},
            how_common,
            frozenset(tokens(everywhere)),
            frozenset(map(stem, tokens(calling))),
        )

    def terms(self, words: Sequence[str]) -> dict[str, float]:
        """Return the stems that count, each with how common the word that carries it is, in order."""
        found: dict[str, float] = {}
        for word in words:
            term = self.term(word)
            if term:
                found.setdefault(term, self.how_common(word))
        return found

    def term(self, word: str) -> str | None:
        """Return the stem a word counts as; None when it does not count."""
        base = stem(word)
        if word in ELIDED or base in self.stop or not (len(word) > 1 or word.isdigit()):
            return None
        return self.same.get(base, base)


@dataclass(frozen=True)
class Weights:
    """How much each stem counts, from the number of records that hold it and from ordinary French."""

    records: int
    held_by: Counter[str]
    common: Mapping[str, float]

    @cached_property
    def known(self) -> Mapping[str, float]:
        """Return the weight of each stem the records hold."""
        rarest = log(2 * self.records + 2)
        return {
            each: rarest * (log((self.records + 1) / (count + 0.5)) / rarest) * _rarity(self.common.get(each, 0.0))
            for each, count in self.held_by.items()
        }

    def of(self, term: str, zipf: float) -> float:
        """Return the weight of a stem, known or not."""
        known = self.known.get(term)
        return known if known is not None else UNKNOWN * _rarity(zipf)


def _rarity(zipf: float) -> float:
    return min(1.0, max(LEAST, (COMMONEST - zipf) / SPREAD))
