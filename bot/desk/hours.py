"""When the help desk is staffed, and when it will be again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from dateutil.easter import easter

from bot.clock import PARIS

SEARCHED_DAYS = 30
# French public holidays: Code du travail, article L3133-1 (Easter Monday, Ascension and Whit Monday follow Easter).
FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
DAYS_AFTER_EASTER = (1, 39, 50)


@dataclass(frozen=True)
class Span:
    """Staffed from `opens` to `closes`, Paris time, on these days of the week (1 is Monday)."""

    days: frozenset[int]
    opens: time
    closes: time


WEEKDAYS_8_TO_18 = (Span(frozenset({1, 2, 3, 4, 5}), time(8), time(18)),)
"""Used for the presence of operators where the service has not filled its hours; never shown to people."""


def read(weekdays: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    """Return the hours as service.yml writes them, or office hours where it writes none."""
    spans = tuple(
        Span(frozenset(each["days"]), time.fromisoformat(each["from"]), time.fromisoformat(each["to"]))
        for each in weekdays
    )
    return spans or WEEKDAYS_8_TO_18


def is_open(at: datetime, *, hours: tuple[Span, ...] = WEEKDAYS_8_TO_18) -> bool:
    """Tell whether the desk is staffed at `at` (aware); never on a French public holiday."""
    local = at.astimezone(PARIS)
    return any(span.opens <= local.time() < span.closes for span in _spans(local.date(), hours))


def next_opening(at: datetime, *, hours: tuple[Span, ...] = WEEKDAYS_8_TO_18) -> datetime | None:
    """Return the next instant the desk opens after `at`; None when it opens on no day of the month to come."""
    local = at.astimezone(PARIS)
    days = (local.date() + timedelta(days=ahead) for ahead in range(SEARCHED_DAYS))
    starts = (datetime.combine(day, span.opens, PARIS) for day in days for span in _spans(day, hours))
    return min((start for start in starts if start > local), default=None)


def is_holiday(day: date) -> bool:
    """Tell whether a day is a French public holiday."""
    return day in _holidays(day.year)


def _spans(day: date, hours: tuple[Span, ...]) -> tuple[Span, ...]:
    return () if is_holiday(day) else tuple(span for span in hours if day.isoweekday() in span.days)


@cache
def _holidays(year: int) -> frozenset[date]:
    fixed = (date(year, month, day) for month, day in FIXED_HOLIDAYS)
    return frozenset({*fixed, *(easter(year) + timedelta(days=after) for after in DAYS_AFTER_EASTER)})
