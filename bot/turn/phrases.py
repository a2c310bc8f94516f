"""The small language of reviewed phrases (distress.yml), compiled to read the words of a message quickly.

`a/b`: one or the other · `frapp*`: begins with · `?mot`: optional · `…`: up to three words · `$`: end of the message, also as
one of several choices: `vite/$`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

END = "$"


@dataclass(frozen=True)
class Phrases:
    """Phrases as one pattern over ` words between spaces `, and the words without which none of them is there."""

    pattern: re.Pattern[str]
    words: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "Phrases":
        """Return the phrases as one pattern; a word that ends with `*` stands for all that begin so."""
        split = [phrase.split() for phrase in phrases]
        signs = {sign for phrase in split for sign in _rarest(phrase)}
        pattern = " (?:" + "|".join("".join(map(_word, phrase)) for phrase in split) + ")"
        beginnings = tuple(sorted(sign.rstrip("*") for sign in signs if sign.endswith("*")))
        return cls(re.compile(pattern), frozenset(sign for sign in signs if not sign.endswith("*")), beginnings)

    def may_be_in(self, words: Sequence[str]) -> bool:
        """Is a full reading worth its time? False for nearly every message."""
        return not self.words.isdisjoint(words) or any(word.startswith(self.beginnings) for word in words)

    def are_in(self, said: str) -> bool:
        """Tell whether one of the phrases is in a text, folded and between spaces."""
        return self.pattern.search(said) is not None


def _rarest(phrase: Sequence[str]) -> Sequence[str]:
    """Return the choices of the word a phrase cannot do without: the one whose shortest choice is longest."""
    needed = [word.split("/") for word in phrase if word[0] not in "?…" and END not in word.split("/")]
    return max(needed, key=lambda choices: min(map(len, choices)))


def _word(written: str) -> str:
    if written == "…":
        return r"(?:\S+ ){0,3}"
    optional, choices = written.startswith("?"), written.removeprefix("?").split("/")
    words = "|".join(re.escape(each).replace(r"\*", r"\w*") for each in choices if each != END)
    said = "|".join([*([f"(?:{words}) "] if words else []), *(["$"] if END in choices else [])])
    return f"(?:{said}){'?' if optional else ''}"
