"""Numbers, euros, dates and plurals as people read them in French."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from region.moments import PARIS
from region.wordings import say

LOCALE = "fr_FR"
NBSP = "\N{NO-BREAK SPACE}"
_LARGE = ((10**9, "milliard"), (10**6, "million"))
_BARE_UNITS = {"année", "annee", "code"}
YEAR = 365.25
MONTH = YEAR / 12
Number = int | float | Decimal


def number(value: Number) -> str:
    """70000 → « 70 000 », 0.5 → « 0,5 »; spaces do not break."""
    return format_decimal(value, locale=LOCALE).replace("\N{NARROW NO-BREAK SPACE}", NBSP)


def euros(value: Number) -> str:
    """70000 → « 70 000 € », 5000000 → « 5 millions d'euros »."""
    for size, word in _LARGE:
        if value >= size and value % (size // 100) == 0:
            return f"{number(Decimal(value) / size)}{NBSP}{plural(Decimal(value) / size, word)} d'euros"
    return f"{number(value)}{NBSP}€"


def percent(value: Number) -> str:
    """60 → « 60 % »."""
    return f"{number(value)}{NBSP}%"


def quantity(value: Number, unit: str | None) -> str:
    """A record's figure. Money and percentages carry their sign; any other unit is left to the sentence."""
    if unit == "EUR":
        return euros(value)
    if unit == "EUR HT":
        return f"{euros(value)} hors taxes"
    if unit == "%":
        return percent(value)
    return str(value) if unit in _BARE_UNITS else number(value)


def plural(count: Number, one: str, many: str | None = None) -> str:
    """The form of a word for a count: 0 and 1 are singular in French, 1,5 too."""
    return one if -2 < count < 2 else (many or f"{one}s")


def counted(count: Number, one: str, many: str | None = None) -> str:
    """3, « condition » → « 3 conditions »."""
    return f"{number(count)}{NBSP}{plural(count, one, many)}"


def lasting(days: int) -> str:
    """1 → « 1 jour », 183 → « 6 mois », 761 → « 25 mois », 1096 → « 3 ans »: months from six on, years from two, within a day."""
    months, years = round(days / MONTH), round(days / YEAR)
    if years >= 2 and abs(days - years * YEAR) <= 1:
        return counted(years, "an")
    if months >= 6 and abs(days - months * MONTH) <= 1:
        return counted(months, "mois", "mois")
    return counted(days, "jour")


def day(value: date) -> str:
    """2026-06-24 → « 24 juin 2026 », the first of a month → « 1er juin 2026 »."""
    shown = format_date(value, "d MMMM y", locale=LOCALE)
    return f"1er{shown[1:]}" if value.day == 1 else shown


def weekday(value: date) -> str:
    """2026-11-25 → « mercredi 25 novembre 2026 »."""
    return f"{format_date(value, 'EEEE', locale=LOCALE)} {day(value)}"


def clock_time(value: time) -> str:
    """14:30 → « 14 h 30 », 9:00 → « 9 h »."""
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02d}" if value.minute else "")


def instant(value: datetime) -> str:
    """« 25/11/2026 à 18 h 40 », in Paris; `value` is aware."""
    return say("instant", at=value.astimezone(PARIS))


def period(start: date, end: date) -> str:
    """One day, or « du 3 au 5 mars 2026 »."""
    if start == end:
        return weekday(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"du {'1er' if start.day == 1 else start.day} au {day(end)}"
    return f"du {day(start)} au {day(end)}"


def joined(words: list[str], *, last: str = "et") -> str:
    """« a, b et c »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def months_before(today: date, months: int = 12) -> date:
    """The same day some months earlier, the 28th at most when the month is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    try:
        return date(year, month + 1, today.day)
    except ValueError:
        return date(year, month + 2, 1) - timedelta(days=1)
