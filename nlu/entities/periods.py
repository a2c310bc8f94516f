"""Days, weeks, months and years counted from today, as intervals: first and last day, both included."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

Interval = tuple[date, date]


def one(day: date) -> Interval:
    """Return a day as an interval."""
    return day, day


def _day(today: date, ahead: int) -> Interval:
    return one(today + timedelta(ahead))


def _week(today: date, ahead: int) -> Interval:
    monday = today - timedelta(today.weekday()) + timedelta(weeks=ahead)
    return monday, monday + timedelta(6)


def _weekend(today: date, ahead: int) -> Interval:
    saturday = today - timedelta(today.weekday()) + timedelta(5, weeks=ahead)
    return saturday, saturday + timedelta(1)


def _months(today: date, ahead: int) -> Interval:
    return month_of(today.year, today.month + ahead)


def _year(today: date, ahead: int) -> Interval:
    return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)


def month_of(year: int, month: int) -> Interval:
    """Return a month of a year; month 13 is the next January."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


AHEAD: Mapping[str, Callable[[date, int], Interval]] = {
    "day": _day, "week": _week, "weekend": _weekend, "months_ahead": _months, "year": _year,
}  # fmt: skip
