"""The question that settles most over every aid: which fact is asked for, and why."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from region import formats
from region.all_aids import Assessment
from region.names import programme_title

BODY, HEADS, TRADE, REGISTERED = "org_type", "headcount", "activity", "registered"


def by_size(found: Assessment, said: Mapping[str, Any], declined: Collection[str]) -> Assessment:
    """The same, where a trade says that it is a firm: its head count is asked for, which says its size."""
    founded = said.get(TRADE) is not None and said.get(REGISTERED) is not False
    if found.next is None or found.next.fact != BODY or not founded or HEADS in {*said, *declined}:
        return found
    return replace(found, next=replace(found.next, fact=HEADS))


def worded(found: Assessment, say: Mapping[str, str]) -> str:
    """The question that settles most, and the aids it settles."""
    if found.next is None:
        return say["aids.nothing_to_ask"]
    aids = formats.joined([programme_title(slug) for slug in found.next.settles])
    return say["aids.why"].format(label=found.next.to_dict()["label"], aids=aids)
