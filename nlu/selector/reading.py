"""A question as the index of records reads it: its words that count, its names, the kind of answer it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

PRECISE = frozenset({"phone", "mail", "share", "money", "number", "duration", "hour", "when", "where", "who", "age"})
"""The kinds of answer that a text either holds or does not."""


@dataclass(frozen=True)
class Reading:
    """A question's words, corrected; those that count with their weights; the names and the kind of answer it asks."""

    text: str
    words: list[str]
    terms: Mapping[str, float]
    carriers: Mapping[str, str]  # the word that each of these stems was written as
    names: Mapping[str, frozenset[int]]
    kind: str | None
    focus: frozenset[str]  # the stems of what is counted: « combien d'habitants »

    @property
    def total(self) -> float:
        """The weight of all its terms."""
        return sum(self.terms.values())
