"""Days and hours as people type them: 10/12/2026, 10-12-26 14:00, jeudi 10 décembre 2026 à 14h, 2026-12-10T14:00."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names

from region.commune import bare, key
from region.wordings import say

PARIS = ZoneInfo("Europe/Paris")
LOCALE = "fr"
WIDTHS: Final = ("wide", "abbreviated")
_CLOCK = r"(?P<hour{0}>\d{{1,2}})\s?(?:h|:)\s?(?P<minute{0}>\d{{2}})?(?::\d{{2}})?"
_HOUR = re.compile(rf"(?:a )?{_CLOCK.format(1)}(?:\s*(?:-|a)\s*{_CLOCK.format(2)})?")
_HOURS = rf"(?:[\st]*(?:de|a|,|-)?\s*{_CLOCK.format(1)}(?:\s*(?:-|a)\s*{_CLOCK.format(2)})?)?"
_DAYS = [
    re.compile(day + _HOURS)
    for day in (
        r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})[/\-](?P<month>\d{1,2})[/\-](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?:er)? (?P<month>[a-z]+)\.? (?P<year>\d{4})",
    )
]


def moment(value: str) -> tuple[date, time | None]:
    """The day, and the hour in Paris when one is given. Raises ValueError with a sentence."""
    return span(value)[:2]


def span(value: str) -> tuple[date, time | None, time | None]:
    """The day, and the hours from which and until which, when they are given. Raises ValueError with a sentence."""
    try:
        return _typed(value) or (*_iso(value), None)
    except (KeyError, ValueError) as error:
        raise ValueError(say("not_a_moment", value=value)) from error


def only_hours(value: str) -> bool:
    """Whether a text gives an hour, or two, and no day: « 14h », « 14:00 - 16:00 »."""
    return _HOUR.fullmatch(_plain(value)) is not None


def _typed(value: str) -> tuple[date, time | None, time | None] | None:
    said = _plain(value)
    read = next(filter(None, (day.fullmatch(said) for day in _DAYS)), None)
    if read is None:
        return None
    month = int(read["month"]) if read["month"].isdigit() else _months()[read["month"]]
    year = int(read["year"]) + (2000 if len(read["year"]) == 2 else 0)
    return date(year, month, int(read["day"])), _clock(read, 1), _clock(read, 2)


def _clock(read: re.Match[str], which: int) -> time | None:
    hour = read[f"hour{which}"]
    return time(int(hour), int(read[f"minute{which}"] or 0)) if hour else None


def _plain(value: str) -> str:
    """In small letters without accents, the day of the week left out."""
    said = bare(value).replace("–", "-").strip()
    first, _, rest = said.removeprefix("le ").partition(" ")
    return rest.strip() if first.strip(".,") in _weekdays() else said.removeprefix("le ").strip()


@cache
def _months() -> dict[str, int]:
    return {key(name): number for width in WIDTHS for number, name in get_month_names(width, locale=LOCALE).items()}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(key(name) for width in WIDTHS for name in get_day_names(width, locale=LOCALE).values())


def _iso(value: str) -> tuple[date, time | None]:
    read = datetime.fromisoformat(value)
    local = read.astimezone(PARIS) if read.tzinfo else read
    return local.date(), local.time().replace(second=0, microsecond=0) if len(value) > 10 else None
