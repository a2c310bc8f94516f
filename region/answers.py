"""The answers a person may give to a question, one for each way the aids' rules can go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from region.programmes import Programme
from region.rules import Territory, Test, inner
from region.vocabulary import VOCABULARY

Answers = tuple[tuple[float, Mapping[str, Any]], ...]  # how likely, and what it states
_ELSEWHERE = "75"


def possible(fact: str, programmes: Iterable[Programme], *, territory: Territory) -> Answers:
    """The answers to a question, likeliness adding up to one; none where they cannot be listed."""
    if fact == "territory":
        return _places(territory.departements)
    values = _values(fact, programmes)
    return tuple((1 / len(values), {fact: value}) for value in values)


def _values(fact: str, programmes: Iterable[Programme]) -> list[Any]:
    kind = VOCABULARY[fact]["kind"]
    if kind in ("euros", "count"):
        cuts = {cut for each in programmes for condition in each.conditions for cut in _cuts(condition.test, fact)}
        return sorted(cuts | {0})
    if kind == "choices":
        return [[value] for value in VOCABULARY[fact]["values"]]
    return {"flag": [True, False], "choice": list(VOCABULARY[fact].get("values", ()))}.get(kind, [])


def _places(departements: tuple[str, ...]) -> Answers:
    """One answer a department served, and one elsewhere."""
    known = [*departements, _ELSEWHERE]
    return tuple((1 / len(known), {"departement": each}) for each in known)


def _cuts(test: Test, fact: str) -> Iterable[int]:
    """The whole numbers at which a comparison changes its mind."""
    if test.get("fact") == fact:
        low, high = test.get("between", (None, None))
        starts = [test.get("at_least"), test.get("below"), low]
        ends = [test.get("at_most"), test.get("above"), high]
        yield from (int(start) for start in starts if start is not None)
        yield from (int(end) + 1 for end in ends if end is not None)
    for each in inner(test):
        yield from _cuts(each, fact)
