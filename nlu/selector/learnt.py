"""What was learnt from the questions of the shipped records: how much each sign counts (scripts/learn_selector.py)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlu.selector.sureness import Sureness

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Learnt:
    """The weights that rank; the two regressions; the bounds read on questions left out and on other subjects."""

    order: Mapping[str, float]
    ours: Sureness
    answered: Sureness
    bounds: Mapping[str, float]


@cache
def learnt() -> Learnt:
    """Return what the repository holds."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return Learnt(read["order"], _sureness(read["ours"]), _sureness(read["answered"]), read["bounds"])


def _sureness(read: Mapping[str, Any]) -> Sureness:
    return Sureness(read["weights"], read["bias"])
