"""The size of a firm by its head count, as the European definition counts it: « très petite » below ten people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from region.vocabulary import Range

_FROM = ((10, "tpe"), (250, "pme"), (5000, "eti"))  # below these numbers; recommandation 2003/361/CE, décret 2008-1354


def with_size(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """A firm's facts with the size its head count says, where it did not say it itself; « PME » holds the very small too."""
    count, said = facts.get("headcount"), facts.get("org_type")
    if said not in (None, "pme") or count is None:
        return facts
    low, high = (count.low, count.high) if isinstance(count, Range) else (count, count)
    size = _size(low)
    if high is None or _size(high) != size or (said is not None and size != "tpe"):
        return facts
    return {**facts, "org_type": size}


def _size(count: float) -> str:
    return next((size for least, size in _FROM if count < least), "grande_entreprise")
