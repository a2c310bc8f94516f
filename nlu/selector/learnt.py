"""What was learnt from the questions of the shipped records: how much each sign counts (scripts/learn_selector.py)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nlu.selector import talk
from nlu.selector.sureness import Sureness

FILE = Path(__file__).with_name("weights.json")
FOLLOWED = Path(__file__).with_name("following.json")


@dataclass(frozen=True)
class Learnt:
    """The weights that rank; the two regressions; the bounds read on questions left out and on other subjects."""

    order: Mapping[str, float]
    ours: Sureness
    answered: Sureness
    bounds: Mapping[str, float]


@dataclass(frozen=True)
class Followed:
    """What was learnt from conversations (scripts/learn_following.py).

    The weights of nlu.selector.talk; whether a question leans on what was said, whether the record holds its answer,
    and whether the question stands by itself all the same.
    """

    order: np.ndarray
    leans: Sureness
    holds: Sureness
    stands: Sureness


@cache
def followed() -> Followed:
    """Return what the repository holds."""
    read = json.loads(FOLLOWED.read_text(encoding="utf-8"))
    order = np.array([read["order"][name] for name in talk.SIGNS], dtype=np.float32)
    return Followed(order, *(_sureness(read[name]) for name in ("leans", "holds", "stands")))


@cache
def learnt() -> Learnt:
    """Return what the repository holds."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return Learnt(read["order"], _sureness(read["ours"]), _sureness(read["answered"]), read["bounds"])


def _sureness(read: Mapping[str, Any]) -> Sureness:
    return Sureness(read["weights"], read["bias"])
