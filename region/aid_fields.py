"""A simple test of a condition as the fields of a form, and back: a fact compared, a place, dates, what nobody can state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from nlu.french import fold
from region.comparisons import COMPARISONS
from region.files import read_yaml
from region.vocabulary import CONFIRMATIONS, VOCABULARY

FACT, TERRITORY, DATES, UNKNOWN = "fact", "territory", "dates", "unknown"
KINDS = (FACT, TERRITORY, UNKNOWN, DATES)
NUMBERS = ("at_least", "at_most", "above", "below")
WORDS = ("in", "any_in", "starts_with")
_WORDS = read_yaml(Path(__file__).with_suffix(".yml"))
_YES, _NO = frozenset(_WORDS["said_yes"]), frozenset(_WORDS["said_no"])


def fields(test: Mapping[str, Any]) -> dict[str, str] | None:
    """The fields that write a test; None where it is made of several, which its text alone can say."""
    if TERRITORY in test:
        return {"kind": TERRITORY, "where": str(test[TERRITORY])}
    if UNKNOWN in test:
        return {"kind": UNKNOWN, "confirmation": str(test[UNKNOWN])}
    if DATES in test:
        return {"kind": DATES, **{name: str(value) for name, value in test[DATES].items()}}
    words = [each for each in test if each in COMPARISONS]
    if FACT not in test or len(words) != 1 or set(test) - {FACT, *words}:
        return None
    return {"kind": FACT, "fact": test[FACT], "comparison": words[0], "value": _said(test[FACT], test[words[0]])}


def written(said: Mapping[str, str]) -> dict[str, Any]:
    """The test that the fields write. Raises ValueError with the name of the field to mend."""
    kind = said.get("kind")
    if kind == TERRITORY:
        return {TERRITORY: said["where"] if said.get("where") in ("service", "france") else "service"}
    if kind == UNKNOWN:
        return {UNKNOWN: _one_of(said, "confirmation", CONFIRMATIONS)}
    if kind == DATES:
        told = {name: _day(said[name], name) for name in ("from", "until") if said.get(name)}
        if not told:
            raise ValueError("from")
        return {DATES: told}
    fact = _one_of(said, "fact", VOCABULARY)
    comparison = _one_of(said, "comparison", COMPARISONS)
    return {FACT: fact, comparison: _read(fact, comparison, said.get("value", ""))}


def stated(fact: str, said: str) -> Any:
    """A fact of a case as somebody types it: a number, yes or no, a word of its list. Raises ValueError with its name."""
    kind = VOCABULARY[fact]["kind"]
    if kind in ("euros", "count"):
        return _number(said, fact)
    if kind == "flag":
        return _flag(said, fact)
    if kind == "choices":
        return [_word(fact, each) for each in _parts(said)]
    return _word(fact, said) if "values" in VOCABULARY[fact] else said.strip()


def _read(fact: str, comparison: str, said: str) -> Any:
    if comparison in NUMBERS:
        return _number(said, "value")
    if comparison == "between":
        ends = [_number(each, "value") for each in re.split(_WORDS["ends"], said.strip())]
        if len(ends) != 2:
            raise ValueError("value")
        return ends
    if comparison in WORDS:
        found = [_word(fact, each) for each in _parts(said)]
        if not found:
            raise ValueError("value")
        return found
    if comparison == "known" or VOCABULARY[fact]["kind"] == "flag":
        return _flag(said, "value")
    return stated(fact, said) if said.strip() else _missing("value")


def _said(fact: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_WORDS["said_yes" if value else "said_no"][0])
    names = VOCABULARY[fact].get("values") or {}
    if isinstance(value, list):
        joint = _WORDS["joint"] if all(isinstance(each, (int, float)) for each in value) else ", "
        return str(joint).join(str(names.get(each, each)) for each in value)
    return str(names.get(value, value))


def _word(fact: str, said: str) -> str:
    """A word of a list by its name or by what it is called: « intercommunalité » is epci."""
    names = VOCABULARY[fact].get("values")
    found = next((key for key, name in (names or {}).items() if fold(said.strip()) in (fold(key), fold(name))), None)
    if found is None and names and VOCABULARY[fact]["kind"] != "text":
        raise ValueError(fact)
    return found or said.strip()


def _parts(said: str) -> list[str]:
    return [each.strip() for each in re.split(r",(?![^(]*\))|;|\n", said) if each.strip()]


def _number(said: str, field: str) -> int | float:
    read = re.sub(r"[\s\u00a0\u202f\u20ac]", "", said).replace(",", ".")
    if not re.fullmatch(r"\d+(?:\.\d+)?", read):
        raise ValueError(field)
    return float(read) if "." in read else int(read)


def _flag(said: str, field: str) -> bool:
    if fold(said.strip()) not in _YES | _NO:
        raise ValueError(field)
    return fold(said.strip()) in _YES


def _day(said: str, field: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ValueError(field) from None


def _one_of(said: Mapping[str, str], field: str, allowed: Mapping[str, Any]) -> str:
    value = said.get(field, "")
    return value if value in allowed else _missing(field)


def _missing(field: str) -> str:
    raise ValueError(field)
