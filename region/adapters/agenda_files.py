"""Reads an agenda that somebody brings, as CSV or iCal, and says which line to mend."""

from __future__ import annotations

import re
from pathlib import Path

from region import csv_rows
from region.adapters import ical
from region.adapters.agenda_rows import event_of
from region.agenda import Event
from region.agenda_words import words
from region.brought import Brought
from region.decoding import text_of
from region.in_force import InForce
from region.problems import DataError, Problem
from region.wordings import say

COLUMNS = frozenset({"titre", "debut", "source"})
_COPY = re.compile(r"\s*(?:\(\d+\)|-\s*[Cc]opie.*)$")  # « agenda (2).csv » is « agenda.csv » again


def read(path: Path, *, held: InForce) -> Brought[Event]:
    """The events of a .csv or .ics file. Raises DataError when nothing can be read."""
    if path.suffix.lower() in (".ics", ".ical", ".ifb"):
        return ical.read(text_of(path), name=path.name, held=held)
    return _read_csv(path, held)


def _read_csv(path: Path, held: InForce) -> Brought[Event]:
    origin = _COPY.sub("", path.stem)
    read, refused = csv_rows.read_each(
        path, lambda row: event_of(row, held=held, origin=origin), columns=COLUMNS, names=words()["columns"]
    )
    kept: dict[str, Event] = {}
    doubtful: set[str] = set()
    for line, (event, told) in read:
        if event.uid in kept:
            refused.append(Problem(path.name, line, say("agenda.twice")))
        kept.setdefault(event.uid, event)
        doubtful |= set() if told else {event.uid}
    if not kept:
        raise DataError(*(refused or [Problem(path.name, 1, say("agenda.none"))]))
    return Brought(tuple(kept.values()), tuple(sorted(refused)), origin, doubtful=frozenset(doubtful), corrects=True)
