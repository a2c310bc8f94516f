"""What RANGE=THISANDFUTURE changes: a date of a series and all those after it, moved and told alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from region.moments import PARIS
from region.wordings import say

ONWARD = "THISANDFUTURE"
SPAN = frozenset({"DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE"})


def is_onward(part: Any) -> bool:
    """Whether a part changes the dates after its own too. Raises ValueError where it changes those before."""
    said = part["RECURRENCE-ID"].params.get("RANGE") if "RECURRENCE-ID" in part else None
    if said is not None and str(said).upper() != ONWARD:
        raise ValueError(say("ical.repetition"))
    return said is not None


def reach(changes: Sequence[Any]) -> timedelta:
    """How far the changes move a date, at most."""
    return max((abs(_moved_by(each)) for each in changes), default=timedelta(0))


def changed(part: Any, changes: Sequence[Any]) -> Any:
    """The date of a series as the last change that begins on it or before tells it; as it was where none does."""
    start = wall(part["DTSTART"].dt)
    due = [each for each in changes if wall(each["RECURRENCE-ID"].dt) <= start]
    if "RECURRENCE-ID" in part or not due:
        return part
    change = max(due, key=lambda each: wall(each["RECURRENCE-ID"].dt))
    told = change.copy()
    for name in SPAN & set(told):
        del told[name]
    told.add("DTSTART", _kept(start + _moved_by(change), change))
    told.add("DTEND", _kept(start + _moved_by(change) + _lasts(change), change))
    return told


def last_day(part: Any) -> date:
    """The day a date of a series ends on."""
    return wall((part["DTEND"] if "DTEND" in part else part["DTSTART"]).dt).date()


def wall(value: date | datetime) -> datetime:
    """The hour shown by a clock of Paris; midnight of a whole day."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return (value.astimezone(PARIS) if value.tzinfo else value).replace(tzinfo=None)


def _moved_by(change: Any) -> timedelta:
    return wall(change["DTSTART"].dt) - wall(change["RECURRENCE-ID"].dt)


def _lasts(change: Any) -> timedelta:
    if "DTEND" in change:
        return wall(change["DTEND"].dt) - wall(change["DTSTART"].dt)
    lasts: timedelta = change["DURATION"].dt if "DURATION" in change else timedelta(0)
    return lasts


def _kept(moment: datetime, change: Any) -> date | datetime:
    timed = isinstance(change["DTSTART"].dt, datetime)
    return moment.replace(tzinfo=PARIS) if timed else moment.date()
