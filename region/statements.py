"""What a sentence says of a case in passing: a firm not created yet, a recent dismissal, an innovative project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from nlu.french import fold
from region import activity
from region.activity import any_of
from region.files import pack_file, read_yaml

_FLAGS = {"true": True, "false": False}
_LONG_AGO, _FOUNDING = "long_ago", "founding"
FEW_WORDS, CLAUSE = 4, re.compile(r"[,.;:?!]")


def of(text: str) -> dict[str, Any]:
    """The facts said in passing, the activity of a trade named among them; what is not said is absent."""
    said = fold(text)
    found = {fact: value for fact, values in _read().items() if (value := _first(values, said)) is not None}
    if found.get("recent_dismissal") and _apart(_LONG_AGO).search(said):
        found.pop("recent_dismissal")
    trade = activity.of(text)
    if trade and _founds(said):
        found.setdefault("registered", False)
    return found | ({"activity": trade} if trade else {})


def _founds(said: str) -> bool:
    """« je monte une menuiserie »: the trade right after says that the firm is not created yet."""
    begun = _apart(_FOUNDING).search(said)
    after = CLAUSE.split(said[begun.end() :])[0].split()[:FEW_WORDS] if begun else []
    return activity.of(" ".join(after)) is not None


def _first(values: Mapping[str, Any], said: str) -> Any:
    value = next((value for value, known in values.items() if known.search(said)), None)
    return _FLAGS.get(value, value) if value is not None else None


@cache
def _read() -> Mapping[str, Mapping[str, Any]]:
    read = read_yaml(pack_file("statements.yml"))
    return {
        fact: {value: any_of(words) for value, words in values.items()}
        for fact, values in read.items()
        if fact not in (_LONG_AGO, _FOUNDING)
    }


@cache
def _apart(name: str) -> re.Pattern[str]:
    """What changes the meaning of a fact said, and states none."""
    return any_of(read_yaml(pack_file("statements.yml"))[name])
