"""The figures of the rules, as OpenFisca publishes its parameters: each bound with its unit, its source and its dated values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from region import versions
from region.programmes import Condition, Programme
from region.rules import Test, inner
from region.vocabulary import VOCABULARY

BOUNDS = ("at_least", "at_most", "above", "below")
_UNITS = {"euros": "currency-EUR", "count": "person"}


def parameters(programmes: Iterable[Programme]) -> dict[str, dict[str, Any]]:
    """`{"aden.headcount.below": {"id","description","metadata","values": {"2026-11-26": 20}}}`, every kept version's value.

    A value is dated by the version of the rules that first said it; a bound that a version dropped is null from that day.
    """
    found: dict[str, dict[str, Any]] = {}
    for programme in programmes:
        for version in reversed(versions.every(programme)):
            said = {name: (condition, fact, value) for name, condition, fact, value in _figures(version)}
            for name, (condition, fact, value) in said.items():
                _tell(found.setdefault(name, _described(name, condition, fact)), version.rules_version, value)
            for name, each in found.items():
                if name.startswith(f"{programme.slug}.") and name not in said:
                    _tell(each, version.rules_version, None)
    return found


def _tell(parameter: Mapping[str, Any], day: str, value: Any) -> None:
    values = parameter["values"]
    if not values or next(reversed(values.values())) != value:
        values[day] = value


def _described(name: str, condition: Condition, fact: str) -> dict[str, Any]:
    unit = _UNITS.get(VOCABULARY[fact]["kind"])
    source = condition.source
    reference = [{"title": source.title, "href": source.url}] if source else []
    metadata = {"reference": reference} | ({"unit": unit} if unit else {})
    return {"id": name, "description": f"{condition.label} : {condition.rule}", "metadata": metadata, "values": {}}


def _figures(programme: Programme) -> Iterator[tuple[str, Condition, str, Any]]:
    for condition in programme.conditions:
        for place, (fact, word, value) in enumerate(_bounds(condition.test)):
            start = f"{programme.slug}.{condition.id}.{word}"
            names = {f"{programme.slug}.{condition.id}.{each}" for _, each, _ in list(_bounds(condition.test))[:place]}
            yield (start if start not in names else f"{start}.{place}"), condition, fact, value
    if programme.estimate:
        about = Condition("estimate", programme.title, programme.estimate.note, "", None, {})
        yield f"{programme.slug}.estimate.percent", about, programme.estimate.of, programme.estimate.percent
        if programme.estimate.cap is not None:
            yield f"{programme.slug}.estimate.cap", about, programme.estimate.of, programme.estimate.cap


def _bounds(test: Test) -> Iterator[tuple[str, str, Any]]:
    """The bounds and lists of a test: fact, comparison, value."""
    if "fact" in test:
        low, high = test.get("between", (None, None))
        told = {"at_least": test.get("at_least", low), "at_most": test.get("at_most", high)}
        told |= {word: test[word] for word in ("above", "below", "starts_with") if word in test}
        yield from ((test["fact"], word, value) for word, value in told.items() if value is not None)
    for each in inner(test):
        yield from _bounds(each)
