"""One thing that was looked at, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a thing stands: as it should, to be known, or wrong."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """`key` names the sentence of doctor.yml, `values` fill it in; no value is a secret or a person's."""

    state: State
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
