"""What a condition expects, in a few words beside what was stated: « de 70 000 à 250 000 € », « moins de 20 salariés »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from region import formats
from region.vocabulary import EXPECTED, VOCABULARY

BOUNDED = ("between", "at_least", "at_most", "above", "below")


def expected(test: Mapping[str, Any]) -> str | None:
    """The bounds of a test on one number, as words; None for any other test, whose rule is a sentence."""
    bounds = next((word for word in BOUNDED if word in test), None)
    fact = VOCABULARY.get(test.get("fact", ""), {})
    if bounds is None or fact.get("kind") not in ("euros", "count"):
        return None
    value = test[bounds]
    if bounds == "between":
        return EXPECTED["between"].format(low=formats.number(value[0]), high=_said(fact, value[1]))
    return EXPECTED[bounds].format(value=_said(fact, value))


def _said(fact: Mapping[str, Any], value: Any) -> str:
    return formats.euros(value) if fact["kind"] == "euros" else formats.counted(value, fact["one"], fact["many"])
