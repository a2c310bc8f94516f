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
RANK = "(?:" + "|".join(LISTS["ranks"]) + "|derniere)"
FEAST = "(?:" + "|".join(LISTS["feasts"]) + ")"
PAST = re.compile("|".join(LISTS["past"]))
NEXT = r"(?:prochaine?|suivante?|qui vient|pro\b)"
LAST = r"(?:derniere?|passee?|precedente?)"
WEEKEND = r"(?:week[ -]?end|we\b)"

ALONE = re.compile(r"\W*(?:(?:et|ou|plutot|alors|sinon|bon|ok)\W+)*(?:pour )?le (\d{1,2})\W*")
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
    if found["last"] or _told_as_past(found):
        return _month_of(today.year - (month >= today.month), month)
    return _month_of(today.year + (month < today.month), month)


def _told_as_past(found: re.Match[str]) -> bool:
    """« la Région a fait quoi en juin » speaks of the June that is past."""
    return PAST.search(found.string) is not None and found["past"] is not None


def _next_month(found: re.Match[str], today: date) -> Interval:
    """« mars prochain », « mars dernier »."""
    month = MONTHS[found["month"]]
    if found["last"]:
        return _month_of(today.year - (month >= today.month), month)
    return _month_of(today.year + (month <= today.month), month)


def _week_of_month(found: re.Match[str], today: date) -> Interval:
    """« la deuxième semaine de décembre »: the first week is that of the first Thursday; the last one ends the month."""
    first, last = _month_of(today.year + (MONTHS[found["month"]] < today.month), MONTHS[found["month"]])
    monday = first + timedelta((3 - first.weekday()) % 7 - 3)
    if found["rank"].startswith("dern"):
        return last - timedelta(6), last
    start = monday + timedelta(weeks=LISTS["ranks"][found["rank"]] - 1)
    return start, start + timedelta(6)


def _weekday_after(found: re.Match[str], today: date) -> Interval:
    """« lundi en huit » is a week after the next Monday, « en quinze » two."""
    ahead = (DAYS[found["day"]] - today.weekday()) % 7 or 7
    return _one(today + timedelta(ahead + (7 if found["count"] == "huit" else 14)))


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


def day_alone(text: str, today: date) -> Entity | None:
    """Return the day of « le 15 », « et le 15 ? » where a day is talked about: the next one that has that number."""
    found = ALONE.fullmatch(Said.of(text).flat)
    if found is None or not 1 <= int(found[1]) <= 31:
        return None
    months = (today.replace(day=1) + timedelta(31 * ahead) for ahead in range(3))
    days = (day for month in months if (day := _day_of(month, int(found[1]))) is not None and day >= today)
    day = next(days, None)
    return Entity("date", found.start(1), found.end(1), f"{day}/{day}") if day else None


def _day_of(month: date, number: int) -> date | None:
    try:
        return month.replace(day=number)
    except ValueError:
        return None


def _rule(pattern: str, rule: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(rf"\b{pattern}"), rule


ENDED = rf"(?:\s(?P<year>20\d\d)\b|\s(?P<last>{LAST})\b)?"
RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    _rule(r"20\d\d-\d\d-\d\d\b", _iso),
    _rule(r"(?:le )?(?P<first>[0-3]?\d)-(?P<month>[01]?\d)-(?P<year>20\d\d)\b", _slashed),
    _rule(
        rf"(?:du |entre le )?(?P<first>\d\d?|1er|premier)\s(?P<month>{MONTH})\s(?:au|et le|jusqu'au)\s(?P<second>\d\d?|1er|premier)\s(?P<until>{MONTH})\b(?:\s(?P<year>20\d\d)\b)?",
        _across_months,
    ),
    _rule(rf"(?:la )?(?P<rank>{RANK}) semaine (?:de |d'|du mois de )(?P<month>{MONTH})\b", _week_of_month),
    _rule(rf"(?P<day>{DAY})\sen\s(?P<count>huit|quinze)\b", _weekday_after),
    _rule(rf"(?:d'ici |avant |jusqu'a )(?:a )?(?P<feast>{FEAST})\b", _until_feast),
    _rule(rf"(?:en |au mois de |le mois de )?(?P<month>{MONTH})\s(?:{NEXT}|(?P<last>{LAST}))", _next_month),
    _rule(
        rf"(?:du |le |les |entre le |au )?(?P<first>\d\d?|1er|premier)(?:\s?(?:et|au|-|et le)\s?(?P<second>\d\d?))?\s(?P<month>{MONTH})\b(?:\s(?P<year>20\d\d)\b)?",
        _numbered_day,
    ),
    _rule(r"(?:le )?(?P<first>[0-3]?\d)[/.](?P<month>[01]?\d)[/.](?P<year>20\d\d|\d\d)\b", _slashed),
    _rule(r"(?:le )?(?P<first>[0-3]?\d)/(?P<month>[01]?\d)\b(?P<year>)", _slashed),
    _rule(rf"(?P<part>debut |mi-|mi |fin ){'(?:du mois de )?'}(?P<month>{MONTH})\b{ENDED}(?P<past>)", _part_of_month),
    _rule(
        rf"(?:(?P<past>en |au mois de )|au mois d'|le mois de |ce mois de |courant |pour le mois de |d'ici |depuis |avant |apres |pour |des |jusqu'en |mois de )(?P<month>{MONTH})\b{ENDED}",
        _named_month,
    ),
    _rule(rf"(?P<month>{MONTH})\s(?P<year>20\d\d)\b(?P<last>)(?P<past>)", _named_month),
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
