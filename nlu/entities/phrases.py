"""Finds known phrases in a message, the longest first, whatever the accents, case, hyphens or plural."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from nlu.entities.spans import SHORT, WORD, Said
from nlu.french import fold

T = TypeVar("T")
JOINTS = frozenset(" '-–./&")


@dataclass(frozen=True)
class Match(Generic[T]):
    """Words `first` to `last` (excluded) of the message are a known phrase."""

    first: int
    last: int
    value: T


class Phrases(Generic[T]):
    """An index of phrases by their first word."""

    def __init__(self, phrases: Iterable[tuple[str, T]], *, plural: bool = False) -> None:
        self._plural = plural
        self._index: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            words = tuple(self._form(SHORT.get(word, word)) for word in WORD.findall(fold(phrase)))
            if words:
                self._index.setdefault(words[0], []).append((words, value))
        for known in self._index.values():
            known.sort(key=lambda each: -len(each[0]))

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]], *, plural: bool = False) -> "Phrases[str]":
        """Return an index from values and the phrases that stand for each."""
        return Phrases(((phrase, value) for value, known in groups.items() for phrase in known), plural=plural)

    def find(self, said: Said) -> Iterator[Match[T]]:
        """Yield the phrases of the message from left to right, never two on the same word."""
        free = 0
        forms = [self._form(word.form) for word in said.words] if self._plural else [word.form for word in said.words]
        for place, form in enumerate(forms):
            if place >= free and form in self._index and (match := self._at(said, forms, place)):
                free = match.last
                yield match

    def at(self, said: Said, place: int) -> Match[T] | None:
        """Return the longest known phrase that begins at a word of the message."""
        forms = [self._form(word.form) for word in said.words]
        return self._at(said, forms, place) if place < len(forms) and forms[place] in self._index else None

    def _at(self, said: Said, forms: list[str], place: int) -> Match[T] | None:
        for words, value in self._index[forms[place]]:
            last = place + len(words)
            if tuple(forms[place:last]) == words and _joined(said, place, last):
                return Match(place, last, value)
        return None

    def _form(self, word: str) -> str:
        return word.rstrip("sx") if self._plural and len(word) > 3 else word


def _joined(said: Said, first: int, last: int) -> bool:
    pairs = zip(said.words[first : last - 1], said.words[first + 1 : last], strict=True)
    return all(len(gap) <= 3 and JOINTS.issuperset(gap) for gap in (said.gap(*pair) for pair in pairs))
