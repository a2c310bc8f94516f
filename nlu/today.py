"""Which day it is for the message being understood: « demain » depends on it."""

from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

TODAY: ContextVar[date] = ContextVar("today")
PARIS = ZoneInfo("Europe/Paris")


def current() -> date:
    """Return the day set for this message, else the real date in Paris."""
    return TODAY.get(None) or datetime.now(PARIS).date()
