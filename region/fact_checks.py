"""Whether a stated value can be read, and the sentence said when it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from stdnum.fr import siren as siren_number

from region.vocabulary import VOCABULARY, Range
from region.wordings import say

NOT_AN_OBJECT = say("fact.not_an_object")


def fault(name: Any, value: Any) -> str | None:
    """What is wrong with a stated value that is not null; None when it can be read."""
    if name not in VOCABULARY:
        return say("fact.unknown", name=name)
    fact = VOCABULARY[name]
    return _CHECKS[fact["kind"]](fact, value)


def _number(fact: Mapping[str, Any], value: Any) -> str | None:
    bounds = _bounds(value)
    good = all(type(bound) in (int, float) and 0 <= bound < 10**15 and bound == int(bound) for bound in bounds)
    if good and bounds != sorted(bounds):
        return say("fact.range", label=fact["label"])
    return None if good else say("fact.whole", label=fact["label"])


def _bounds(value: Any) -> list[Any]:
    """The number, or the known ends of a range."""
    if isinstance(value, Mapping) and set(value) <= {"min", "max", "about"}:
        return [each for each in map(value.get, ("min", "about", "max")) if each is not None]
    known = isinstance(value, Range)
    return [value.low, *([] if value.high is None else [value.high])] if known else [value]


def _choice(fact: Mapping[str, Any], value: Any) -> str | None:
    known = isinstance(value, str) and value in fact["values"]
    return None if known else say("fact.choice", label=fact["label"], listed=", ".join(fact["values"]))


def _choices(fact: Mapping[str, Any], value: Any) -> str | None:
    if not isinstance(value, list):
        return say("fact.list", label=fact["label"])
    return next((fault for item in value if (fault := _choice(fact, item))), None)


def _flag(fact: Mapping[str, Any], value: Any) -> str | None:
    return None if isinstance(value, bool) else say("fact.flag", label=fact["label"])


def _pattern(pattern: str, expected: str) -> Callable[[Mapping[str, Any], Any], str | None]:
    shape = re.compile(pattern)
    return lambda fact, value: (
        None
        if isinstance(value, str) and shape.fullmatch(value)
        else say("fact.must_be", label=fact["label"], expected=expected)
    )


def _siren(fact: Mapping[str, Any], value: Any) -> str | None:
    number = re.sub(r"\D", "", value) if isinstance(value, str) else ""
    return (
        None if len(number) in (9, 14) and siren_number.is_valid(number[:9]) else say("fact.siren", label=fact["label"])
    )


_CHECKS: Mapping[str, Callable[[Mapping[str, Any], Any], str | None]] = {
    "choice": _choice,
    "choices": _choices,
    "euros": _number,
    "count": _number,
    "flag": _flag,
    "siren": _siren,
    "commune": _pattern(r"(?:\d{2}|2[AB])\d{3}", say("fact.commune")),
    "departement": _pattern(r"\d{2}|2[AB]|97[1-6]|98[4-8]", say("fact.departement")),
    "naf": _pattern(r"\d{2}\.?\d{2}[A-Z]", say("fact.naf")),
    "text": _pattern(r"(?s).{1,100}", say("fact.text")),
}
