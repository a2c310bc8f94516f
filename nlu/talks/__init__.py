"""Conversations whose every turn has the record that answers it: what following is learnt from, and measured by.

A turn is `user` and one of `records` (those that answer, best first), `unknown` (no record does), `out` (another
subject) or `courtesy`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from region.files import read_yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Turn:
    """What was said after the record `last`, on the subject that `begun` opened; None on the first turn."""

    said: str
    last: str | None
    begun: str | None
    records: tuple[str, ...] = ()
    unknown: bool = False
    out: bool = False


def turns(path: Path) -> Iterator[Turn]:
    """Yield the turns of a file, each after the record that answered the one before it; courtesies are left out."""
    for conversation in read_yaml(path):
        last = begun = None
        for turn in conversation["turns"]:
            if turn.get("courtesy"):
                continue
            records = tuple(turn.get("records", ()))
            yield Turn(turn["user"], last, begun, records, bool(turn.get("unknown")), bool(turn.get("out")))
            if records:
                last, begun = records[0], begun or records[0]
