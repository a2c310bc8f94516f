"""When a place is open, as people read it: « Mo-Fr 09:00-12:00 » becomes « du lundi au vendredi de 9 h à 12 h »."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time

from babel.dates import get_day_names

from region import formats

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(DAYS)
_RULE = re.compile(
    rf"(?:(?P<days>(?:{_DAY})(?:\s?-\s?(?:{_DAY}))?(?:\s?,\s?(?:{_DAY})(?:\s?-\s?(?:{_DAY}))?)*)\s+)?"
    r"(?P<spans>\d{1,2}:\d\d\s?-\s?\d{1,2}:\d\d(?:\s?,\s?\d{1,2}:\d\d\s?-\s?\d{1,2}:\d\d)*)"
)
_CLOSED = re.compile(rf"(?:PH|SH|{_DAY})(?:[\s,-]+(?:PH|SH|{_DAY}))*\s+(?:off|closed)")
_CODED = re.compile(rf"\b(?:{_DAY}|PH|SH)\b")


def said(written: str | None, say: Mapping[str, str]) -> str | None:
    """The opening hours in words; None where they are empty or in a code that is not wholly understood."""
    rules = [rule.strip() for rule in (written or "").split(";") if rule.strip()]
    told = [_rule(rule, say) for rule in rules if not _CLOSED.fullmatch(rule)]
    if told and None not in told:
        return " ; ".join(part for part in told if part)
    return None if not written or _CODED.search(written) else written


def staffed(days: list[int], opens: str, closes: str, say: Mapping[str, str]) -> str:
    """One line of service.yml's hours: days of the week (1 is Monday) from an hour to another."""
    return f"{_days(sorted(day - 1 for day in days), say)} {_span(opens, closes, say)}"


def _rule(rule: str, say: Mapping[str, str]) -> str | None:
    read = _RULE.fullmatch(rule)
    if read is None:
        return None
    spans = [re.split(r"\s?-\s?", span.strip()) for span in read["spans"].split(",")]
    try:
        hours = formats.joined([_span(opens, closes, say) for opens, closes in spans])
    except ValueError:
        return None
    days = _days(_numbers(read["days"]), say) if read["days"] else say["hours.daily"]
    return f"{days} {hours}"


def _numbers(days: str) -> list[int]:
    found: list[int] = []
    for part in days.split(","):
        first, _, last = (each.strip() for each in part.partition("-"))
        start, end = DAYS.index(first), DAYS.index(last or first)
        found += range(start, end + 1) if start <= end else [*range(start, len(DAYS)), *range(end + 1)]
    return found


def _days(numbers: list[int], say: Mapping[str, str]) -> str:
    names = get_day_names("wide", locale=formats.LOCALE)
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return say["hours.from_day"].format(first=names[numbers[0]], last=names[numbers[-1]])
    return say["hours.on_days"].format(days=formats.joined([names[number] for number in numbers]))


def _span(opens: str, closes: str, say: Mapping[str, str]) -> str:
    start, end = (_clock(each) for each in (opens, closes))
    return say["hours.span"].format(start=formats.clock_time(start), end=formats.clock_time(end))


def _clock(written: str) -> time:
    """« 9:00 » as an hour; midnight may be written 24:00."""
    hour, minute = (int(part) for part in written.strip().split(":"))
    return time(hour % 24 if (hour, minute) == (24, 0) else hour, minute)
