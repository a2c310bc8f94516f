"""When people write, what led them to a person, where verdicts stop, and which records nobody was told."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from console.table import Hiding, Table
from learning import measured
from learning.led import FIRST
from region.catalogue import Catalogue

MEASURES = (measured.HOUR, measured.LED, measured.CONDITION, measured.RECORD)
SAME_WORD = {FIRST: "led_first"}
STATUSES = ("met", "unknown", "not_met")


def tables(rows: Sequence[Any], hide: Hiding, catalogue: Catalogue, today: date) -> list[Table]:
    """Return the tables of hours, of what led to a person, of conditions and of records, from daily counts."""
    return [_hours(rows, hide), _led(rows, hide), _conditions(rows, hide, catalogue), _unseen(rows, catalogue, today)]


def _summed(rows: Sequence[Any], measure: str) -> "Counter[str]":
    counts: Counter[str] = Counter()
    for row in rows:
        if row.measure == measure:
            counts[row.key] += row.count
    return counts


def _hours(rows: Sequence[Any], hide: Hiding) -> Table:
    counts = _summed(rows, measured.HOUR)
    lines = [(f"{hour} h", hide.shown(counts[f"{hour:02d}"])) for hour in range(24)] if counts else []
    return Table("hours", ("hour", "messages"), lines)


def _led(rows: Sequence[Any], hide: Hiding) -> Table:
    counts = _summed(rows, measured.LED).most_common(20)
    lines = [(SAME_WORD.get(key, key), hide.shown(count)) for key, count in counts]
    return Table("led", ("before", "conversations"), lines, drawn="rows")


def _conditions(rows: Sequence[Any], hide: Hiding, catalogue: Catalogue) -> Table:
    counts, lines = _summed(rows, measured.CONDITION), []
    for aid in catalogue.programmes.values():
        for condition in aid.conditions:
            told = [counts[f"{aid.slug} {condition.id} {status}"[:96]] for status in STATUSES]
            if any(told):
                lines.append((f"{aid.title} : {condition.label}", *map(hide.shown, told)))
    return Table("conditions", ("condition", *STATUSES), lines, drawn="rows")


def _unseen(rows: Sequence[Any], catalogue: Catalogue, today: date) -> Table:
    """The records in force that no answer told since they are counted; the first day counted is beside each."""
    days = [row.day for row in rows if row.measure == measured.RECORD]
    told = _summed(rows, measured.RECORD)
    unseen = [record for record in catalogue.records if record.id not in told and not record.expired(today)]
    lines = [(record.title, record.topic, min(days)) for record in unseen] if days else []
    return Table("unseen", ("record", "topic", "since"), lines, drawn="none")
