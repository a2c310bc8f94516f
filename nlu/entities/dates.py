"""Dates said in French, as intervals of days: « demain », « la semaine prochaine », « en mars », « le 12/12 »."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from nlu.entities.numbers import numbers
from nlu.entities.spans import Entity, Said
from nlu.words import words

LISTS = words(Path(__file__).parent / "dates.yml")
MONTHS: dict[str, int] = LISTS["months"]
DAYS: dict[str, int] = LISTS["days"]
MONTH = "(?:" + "|".join(MONTHS) + ")"
DAY = "(?:" + "|".join(DAYS) + ")"
NEXT = r"(?:prochaine?|suivante?|qui vient|pro\b)"
LAST = r"(?:derniere?|passee?|precedente?)"
WEEKEND = r"(?:week[ -]?end|we\b)"

Interval = tuple[date, date]
Rule = Callable[[re.Match[str], date], Interval | None]


def dates(said: Said, today: date) -> Iterator[Entity]:
    """Yield the dates of the message, as "first day/last day"."""
    taken: list[tuple[int, int]] = []
    for pattern, rule in RULES:
        for found in pattern.finditer(said.flat):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            interval = _safely(rule, found, today)
            if interval:
                taken.append(found.span())
                yield Entity("date", found.start(), found.end(), f"{interval[0].isoformat()}/{interval[1].isoformat()}")


def _safely(rule: Rule, found: re.Match[str], today: date) -> Interval | None:
    """« le 31 février » is no date."""
    try:
        return rule(found, today)
    except (ValueError, OverflowError):
        return None


def _day(offset: int) -> Rule:
    return lambda _found, today: _one(today + timedelta(offset))


def _one(day: date) -> Interval:
    return day, day


def _week(offset: int) -> Rule:
    def rule(found: re.Match[str], today: date) -> Interval:
        monday = today - timedelta(today.weekday()) + timedelta(weeks=offset)
        return monday, monday + timedelta(6)

    return rule


def _weekend(offset: int) -> Rule:
    def rule(found: re.Match[str], today: date) -> Interval:
        saturday = today - timedelta(today.weekday()) + timedelta(5, weeks=offset)
        return saturday, saturday + timedelta(1)

    return rule


def _month_of(year: int, month: int) -> Interval:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months_ahead(offset: int) -> Rule:
    return lambda _found, today: _month_of(today.year, today.month + offset)


def _year(offset: int) -> Rule:
    return lambda _found, today: (date(today.year + offset, 1, 1), date(today.year + offset, 12, 31))


def _named_year(found: re.Match[str], today: date) -> Interval:
    year = int(found["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _named_month(found: re.Match[str], today: date) -> Interval:
    month = MONTHS[found["month"]]
    if found["year"]:
        return _month_of(int(found["year"]), month)
    if found["last"]:
        return _month_of(today.year - (month >= today.month), month)
    return _month_of(today.year + (month < today.month), month)


def _part_of_month(found: re.Match[str], today: date) -> Interval:
    first, last = _named_month(found, today)
    bounds = {"debut": (1, 10), "mi": (11, 20), "fin": (21, last.day)}[found["part"].rstrip("- ")]
    return first.replace(day=bounds[0]), first.replace(day=bounds[1])


def _weekday(found: re.Match[str], today: date) -> Interval:
    ahead = (DAYS[found["day"]] - today.weekday()) % 7
    if found["last"]:
        return _one(today + timedelta(ahead - 7))
    if found["week"]:
        return _one(today - timedelta(today.weekday()) + timedelta(7 + DAYS[found["day"]]))
    return _one(today + timedelta(ahead or 7))


def _numbered_day(found: re.Match[str], today: date) -> Interval:
    first = _month_day(found["first"], MONTHS[found["month"]], found["year"], today)
    last = _month_day(found["second"], MONTHS[found["month"]], found["year"], today) if found["second"] else first
    return first, last


def _slashed(found: re.Match[str], today: date) -> Interval:
    return _one(_month_day(found["first"], int(found["month"]), found["year"], today))


def _month_day(day: str, month: int, year: str | None, today: date) -> date:
    number = int(re.sub(r"\D", "", day) or 1)
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    this_year = date(today.year, month, number)
    return this_year if this_year >= today else date(today.year + 1, month, number)


def _iso(found: re.Match[str], today: date) -> Interval:
    return _one(date.fromisoformat(found.group()))


def _in_some_time(found: re.Match[str], today: date) -> Interval | None:
    counts = numbers(Said.of(found["count"]))
    count = int(counts[0].value) if counts else {"un": 1, "une": 1, "quelques": 0}.get(found["count"].strip(), 0)
    if not 0 < count <= 400:
        return None
    if found["unit"].startswith("mois"):
        return _month_of(today.year, today.month + count)
    days = {"jour": 1, "semaine": 7, "an": 365}[found["unit"].rstrip("s")]
    return _one(today + timedelta(days * count))


def _rule(pattern: str, rule: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(rf"\b{pattern}"), rule


ENDED = rf"(?:\s(?P<year>20\d\d)\b|\s(?P<last>{LAST})\b)?"
RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    _rule(r"20\d\d-\d\d-\d\d\b", _iso),
    _rule(
        rf"(?:du |le |les |entre le |au )?(?P<first>\d\d?|1er|premier)(?:\s?(?:et|au|-|et le)\s?(?P<second>\d\d?))?\s(?P<month>{MONTH})\b(?:\s(?P<year>20\d\d)\b)?",
        _numbered_day,
    ),
    _rule(r"(?:le )?(?P<first>[0-3]?\d)[/.](?P<month>[01]?\d)[/.](?P<year>20\d\d|\d\d)\b", _slashed),
    _rule(r"(?:le )?(?P<first>[0-3]?\d)/(?P<month>[01]?\d)\b(?P<year>)", _slashed),
    _rule(rf"(?P<part>debut |mi-|mi |fin ){'(?:du mois de )?'}(?P<month>{MONTH})\b{ENDED}", _part_of_month),
    _rule(
        rf"(?:en |au mois d'|au mois de |le mois de |ce mois de |courant |pour le mois de |d'ici |depuis |avant |apres |pour |des |jusqu'en |mois de )(?P<month>{MONTH})\b{ENDED}",
        _named_month,
    ),
    _rule(rf"(?P<month>{MONTH})\s(?P<year>20\d\d)\b(?P<last>)", _named_month),
    _rule(r"(?:apres[- ]demain|surlendemain)\b", _day(2)),
    _rule(r"demain(?:\s(?:matin|soir|apres-midi|midi))?\b", _day(1)),
    _rule(r"(?:aujourd'?\s?hui|ce soir|ce matin|cet apres[- ]midi|cet aprem|ajd\b|auj\b)", _day(0)),
    _rule(r"(?:avant[- ]hier)\b", _day(-2)),
    _rule(r"hier(?:\s(?:matin|soir|apres-midi))?\b", _day(-1)),
    _rule(rf"(?P<day>{DAY})\s(?P<week>de la semaine {NEXT})(?P<last>)", _weekday),
    _rule(rf"(?:la |en )?semaine {NEXT}", _week(1)),
    _rule(r"(?:la )?semaine d'apres\b", _week(1)),
    _rule(rf"(?:la )?semaine {LAST}", _week(-1)),
    _rule(r"cette semaine\b", _week(0)),
    _rule(rf"(?:le |au |du )?{WEEKEND} {LAST}", _weekend(-1)),
    _rule(rf"(?:ce |le |au |du )?{WEEKEND}(?: {NEXT})?", _weekend(0)),
    _rule(rf"(?:le |au )?mois {NEXT}", _months_ahead(1)),
    _rule(rf"(?:le )?mois {LAST}", _months_ahead(-1)),
    _rule(r"ce mois(?:[- ]ci)?\b", _months_ahead(0)),
    _rule(rf"(?:l'|l )?(?:annee|an) {NEXT}", _year(1)),
    _rule(rf"(?:l'|l )?(?:annee|an) {LAST}", _year(-1)),
    _rule(r"cette annee\b", _year(0)),
    _rule(rf"(?:ce |le )?(?P<day>{DAY})\b(?:\s(?:{NEXT}|(?P<last>{LAST})))?(?P<week>)", _weekday),
    _rule(r"(?:dans|d'ici)\s(?P<count>[\w' -]{1,20}?)\s(?P<unit>jours?|semaines?|mois|ans?)\b", _in_some_time),
    _rule(r"(?:en|pour|d'ici|depuis|fin|debut|avant) (?P<year>20[1-4]\d)\b", _named_year),
)
