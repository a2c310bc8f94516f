"""Words as a person in haste types them on a telephone, read as the ordinary words that the phrases of distress hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GLUED = re.compile(r"j[bcdfgklmnpqrstvxz]\w*")
"""« jpense », « jveux »: no French word begins so, but « je » glued to its verb."""


@dataclass(frozen=True)
class Texted:
    """Spellings of one word, and of several in a row, each with the folded words they stand for."""

    words: Mapping[str, str]
    rows: Mapping[str, str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, spellings: Mapping[str, str]) -> "Texted":
        """Return the spellings of words, and those of several words together."""
        rows = {row: full for row, full in spellings.items() if " " in row}
        pattern = "|".join(map(re.escape, sorted(rows, key=len, reverse=True))) or "(?!)"
        words = {word: full for word, full in spellings.items() if word not in rows}
        return cls(words, rows, re.compile(rf"(?<= )(?:{pattern})(?= )"))

    def read(self, words: Sequence[str]) -> list[str]:
        """Return the words of a message, spelt out."""
        apart = " ".join(map(self._apart, words))
        return self.pattern.sub(lambda found: self.rows[found.group()], f" {apart} ").split()

    def _apart(self, word: str) -> str:
        if word in self.words:
            return self.words[word]
        return f"j {self._apart(word[1:])}" if GLUED.fullmatch(word) else word
