"""What the public register of companies says of a number, as facts and as the sentence to say."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """The response to say with its values, the facts learnt, and what is noted of the company."""

    response: str
    said: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: Mapping[str, Any] = field(default_factory=dict)


Lookup = Callable[[str], Awaitable[Found]]


async def look_up(siren: str) -> Found:
    """Ask the register in service."""
    return Found("utter_register_unavailable")
