"""What a question looks for in the agenda: kinds of events, where and when they are, how to join one."""

from __future__ import annotations

import re
from functools import cache

from region.agenda import KINDS
from region.agenda_words import words
from region.territory import key


def kinds(text: str) -> frozenset[str] | None:
    """The kinds of events a text names; empty for any kind, None where it names none."""
    said = key(text)
    named = frozenset(kind for kind in KINDS if kind in words()["asked"] and _says(kind, said))
    return named or (frozenset() if _says("any", said) else None)


def label(kind: str) -> str:
    """What a kind is called at the head of an answer: « Café IA »."""
    return str(words()["asked"]["kinds"].get(kind, kind))


def looks_for(text: str, *, placed: bool) -> bool:
    """Whether a text asks where or when events are, or how to join one; `placed`: it says a town or a day.

    What they are, who leads them, what they cost, how to hold one is asked of the records.
    """
    said = key(text)
    if kinds(text) is None or _says("other", said):
        return False
    joins = _says("joins", said)
    if _says("how", said) and not joins:
        return False
    return placed or (_says("looks", said) and not joins)


def says_where_or_when(text: str) -> bool:
    """Whether a text asks where or when something is to come: « bientôt », « près de »."""
    return _says("looks", key(text))


def _says(name: str, said: str) -> bool:
    return bool(_pattern(name).search(said))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words()["asked"][name])
