"""The facts a person may state, and what is missing without anybody being able to state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from region.files import pack_file, read_yaml

_READ = read_yaml(pack_file("facts.yml"))
VOCABULARY: Mapping[str, Mapping[str, Any]] = _READ["facts"]
CONFIRMATIONS: Mapping[str, str] = _READ["confirmations"]
SWORN: frozenset[str] = frozenset(_READ["sworn"])  # what is left to swear to, or for the aid's own body to confirm
ANSWERS: Mapping[str, str] = _READ["answers"]
EXPECTED: Mapping[str, str] = _READ["expected"]


@dataclass(frozen=True)
class Range:
    """A number known by its band only, as the companies' register gives head counts; `high` None is open."""

    low: int
    high: int | None
