"""A case as publicodes is given it: the situation of the published rules (region.publicodes)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from region.eligibility import implied
from region.publicodes import NO, PLACE, TODAY, YES, Rule, question_name, text_of
from region.territory import departement_of
from region.vocabulary import VOCABULARY, Range

WITHOUT_END = 10**15


def situation(facts: Mapping[str, Any], published: Mapping[str, Rule], *, today: date) -> dict[str, Any]:
    """Stated facts (region.facts.read) as the situation of the published rules."""
    known = implied(facts)
    said: dict[str, Any] = {TODAY: f"{today:%d/%m/%Y}"}
    commune = known.get("commune")
    place = departement_of(commune) if commune else known.get("departement")
    said |= {PLACE: text_of(place)} if place else {}
    for name, value in known.items():
        if name not in ("commune", "departement"):
            said |= _stated(name, value)
    for rule, content in published.items():
        read = isinstance(content, dict) and content.get("meta")
        if read and known.get(read["fact"]) is not None:
            said[rule] = YES if _derived(read, known[read["fact"]]) else NO
    return {name: value for name, value in said.items() if name in published}


def _stated(name: str, value: Any) -> dict[str, Any]:
    kind = VOCABULARY[name]["kind"]
    if kind in ("euros", "count"):
        low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
        return {question_name(name, "min"): low, question_name(name, "max"): WITHOUT_END if high is None else high}
    if kind == "choices":
        return {}
    return {question_name(name): (YES if value else NO) if kind == "flag" else text_of(value)}


def _derived(read: Mapping[str, Any], value: Any) -> bool:
    return value.startswith(tuple(read["starts_with"])) if "starts_with" in read else read["holds"] in value
