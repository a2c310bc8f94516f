"""The dates of one UID of a calendar: alone, repeated, moved, or several events that share it by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events

from region.adapters import ical_onward
from region.adapters.ical_component import Component, day_of
from region.wordings import say

AHEAD = timedelta(days=366)
MOST = 400
EXPLOSIVE = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:MINUTE|SECOND|HOUR)=[^;]*,", re.IGNORECASE)


def dates(same: Sequence[Component], today: date) -> Iterator[Mapping[str, Any]]:
    """Each date, `part` with its own start and end, and the `uid` it is known by. Raises ValueError."""
    masters = _latest([each for each in same if "RECURRENCE-ID" not in each.part])
    moved = [each for each in same if "RECURRENCE-ID" in each.part]
    for number, master in enumerate(masters):
        uid = master.uid if number == 0 else f"{master.uid}#{master.start}"
        if _repeats(master.part):
            yield from _unfolded(master, moved if number == 0 else [], uid, today)
        else:
            yield {"part": master.part, "uid": uid}
    if not masters or not any(_repeats(each.part) for each in masters):
        yield from ({"part": each.part, "uid": _dated(each.uid, each.part["RECURRENCE-ID"].dt)} for each in moved)


def _latest(masters: list[Component]) -> list[Component]:
    """The newest version of an event; events of the same version on other days are other events."""
    if len({each.start for each in masters}) > 1 and len({each.sequence for each in masters}) == 1:
        return list({each.start: each for each in masters}.values())
    return [max(enumerate(masters), key=lambda each: (each[1].sequence, each[0]))[1]] if masters else []


def _repeats(part: Any) -> bool:
    return "RRULE" in part or "RDATE" in part


def _unfolded(master: Component, moved: Sequence[Component], uid: str, today: date) -> Iterator[Mapping[str, Any]]:
    if str(master.part.get("STATUS", "")).upper() == "CANCELLED":
        yield {"part": master.part, "uid": uid}
        return
    onward = [each.part for each in moved if ical_onward.is_onward(each.part)]
    parts = [master.part, *(each.part for each in moved if not ical_onward.is_onward(each.part))]
    far = ical_onward.reach(onward)
    for part in _between(parts, today - far, today + AHEAD + far)[:MOST]:
        told = ical_onward.changed(part, onward)
        if today <= ical_onward.last_day(told) and day_of(told["DTSTART"].dt) <= today + AHEAD:
            yield {"part": told, "uid": _dated(uid, part.get("RECURRENCE-ID", part["DTSTART"]).dt)}


def _between(parts: Sequence[Any], first: date, last: date) -> list[Any]:
    """The dates of a series, soonest first."""
    _bounded(parts[0], last)
    calendar = icalendar.Calendar()
    for each in parts:
        calendar.add_component(each)
    try:
        found: list[Any] = recurring_ical_events.of(calendar).between(first, last)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise ValueError(say("ical.repetition")) from error
    return sorted(found, key=lambda part: day_of(part["DTSTART"].dt))


def _bounded(part: Any, end: date) -> None:
    """A rule without an end stops at the horizon; one that repeats within the hour is refused."""
    rules = part.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if EXPLOSIVE.search(rule.to_ical().decode()):
            raise ValueError(say("ical.many_a_day"))
        if "COUNT" not in rule and "UNTIL" not in rule:
            rule["UNTIL"] = [datetime(end.year, end.month, end.day) if _timed(part) else end]


def _timed(part: Any) -> bool:
    return isinstance(part["DTSTART"].dt, datetime)


def _dated(uid: str, start: date | datetime) -> str:
    return f"{uid}@{day_of(start):%Y%m%d}"
