"""What time it is, passed in so that tests and `--today` may say another."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
Clock = Callable[[], datetime]
"""Returns the present instant, aware, in UTC."""


def system_clock() -> datetime:
    """Return the instant, in UTC."""
    return datetime.now(UTC)


def fixed_at(day: date) -> Clock:
    """Return a clock that stands at noon in Paris on `day`."""
    instant = datetime(day.year, day.month, day.day, 12, tzinfo=PARIS).astimezone(UTC)
    return lambda: instant


def paris_day(instant: datetime) -> date:
    """Return the day people in France live at `instant`."""
    return instant.astimezone(PARIS).date()
