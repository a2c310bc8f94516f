"""What each form of a date means, as an interval of days; nlu/entities/dates.yml says how each form is written."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from nlu.entities.numbers import numbers
from nlu.entities.periods import AHEAD, Interval, month_of, one
from nlu.entities.spans import Said
from nlu.words import words

LISTS = words(Path(__file__).with_name("dates.yml"))
MONTHS: Mapping[str, int] = LISTS["months"]
DAYS: Mapping[str, int] = LISTS["days"]
PAST = re.compile("|".join(LISTS["past"]))
Rule = Callable[[re.Match[str], date], Interval | None]
"""Reads what was found, as said that day; ValueError where it is no date: « le 31 février »."""


def _named_year(found: re.Match[str], today: date) -> Interval:
    year = int(found["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _named_month(found: re.Match[str], today: date) -> Interval:
    month = MONTHS[found["month"]]
    if found["year"]:
        return month_of(int(found["year"]), month)
    if found["last"] or _told_as_past(found):
        return month_of(today.year - (month >= today.month), month)
    return month_of(today.year + (month < today.month), month)


def _told_as_past(found: re.Match[str]) -> bool:
    """« la Région a fait quoi en juin » speaks of the June that is past."""
    return PAST.search(found.string) is not None and found["past"] is not None


def _next_month(found: re.Match[str], today: date) -> Interval:
    """« mars prochain », « mars dernier »."""
    month = MONTHS[found["month"]]
    if found["last"]:
        return month_of(today.year - (month >= today.month), month)
    return month_of(today.year + (month <= today.month), month)


def _week_of_month(found: re.Match[str], today: date) -> Interval:
    """« la deuxième semaine de décembre »: the first week is that of the first Thursday; the last one ends the month."""
    first, last = month_of(today.year + (MONTHS[found["month"]] < today.month), MONTHS[found["month"]])
    monday = first + timedelta((3 - first.weekday()) % 7 - 3)
    if found["rank"].startswith("dern"):
        return last - timedelta(6), last
    start = monday + timedelta(weeks=LISTS["ranks"][found["rank"]] - 1)
    return start, start + timedelta(6)


def _weekday_after(found: re.Match[str], today: date) -> Interval:
    """« lundi en huit » is a week after the next Monday, « en quinze » two."""
    ahead = (DAYS[found["day"]] - today.weekday()) % 7 or 7
    return one(today + timedelta(ahead + (7 if found["count"] == "huit" else 14)))


def _across_months(found: re.Match[str], today: date) -> Interval:
    """« du 28 novembre au 3 décembre »."""
    first = _month_day(found["first"], MONTHS[found["month"]], found["year"], today)
    last = _month_day(found["second"], MONTHS[found["until"]], found["year"], first)
    return first, last


def _until_feast(found: re.Match[str], today: date) -> Interval:
    month, day = LISTS["feasts"][found["feast"]]
    return today, _month_day(str(day), month, None, today)


def _part_of_month(found: re.Match[str], today: date) -> Interval:
    first, last = _named_month(found, today)
    bounds = {"debut": (1, 10), "mi": (11, 20), "fin": (21, last.day)}[found["part"].rstrip("- ")]
    return first.replace(day=bounds[0]), first.replace(day=bounds[1])


def _weekday(found: re.Match[str], today: date) -> Interval:
    ahead = (DAYS[found["day"]] - today.weekday()) % 7
    if found["last"]:
        return one(today + timedelta(ahead - 7))
    if found["week"]:
        return one(today - timedelta(today.weekday()) + timedelta(7 + DAYS[found["day"]]))
    return one(today + timedelta(ahead or 7))


def _numbered_day(found: re.Match[str], today: date) -> Interval:
    first = _month_day(found["first"], MONTHS[found["month"]], found["year"], today)
    last = _month_day(found["second"], MONTHS[found["month"]], found["year"], today) if found["second"] else first
    return first, last


def _slashed(found: re.Match[str], today: date) -> Interval:
    return one(_month_day(found["first"], int(found["month"]), found["year"], today))


def _month_day(day: str, month: int, year: str | None, today: date) -> date:
    number = int(re.sub(r"\D", "", day) or 1)
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    this_year = date(today.year, month, number)
    return this_year if this_year >= today else date(today.year + 1, month, number)


def _iso(found: re.Match[str], today: date) -> Interval:
    return one(date.fromisoformat(found.group()))


def _in_some_time(found: re.Match[str], today: date) -> Interval | None:
    counts = numbers(Said.of(found["count"]))
    count = int(counts[0].value) if counts else {"un": 1, "une": 1, "quelques": 0}.get(found["count"].strip(), 0)
    if not 0 < count <= 400:
        return None
    if found["unit"].startswith("mois"):
        return month_of(today.year, today.month + count)
    days = {"jour": 1, "semaine": 7, "an": 365}[found["unit"].rstrip("s")]
    return one(today + timedelta(days * count))


FOUND: Mapping[str, Rule] = {
    "iso": _iso, "slashed": _slashed, "across_months": _across_months, "week_of_month": _week_of_month,
    "weekday_after": _weekday_after, "until_feast": _until_feast, "next_month": _next_month,
    "numbered_day": _numbered_day, "part_of_month": _part_of_month, "named_month": _named_month,
    "weekday": _weekday, "in_some_time": _in_some_time, "named_year": _named_year,
}  # fmt: skip


def rule(means: str, ahead: int | None) -> Rule:
    """Return the rule of that name; one that counts days, weeks, months or years ahead reads nothing else."""
    if ahead is None:
        return FOUND[means]
    return lambda _found, today: AHEAD[means](today, ahead)
