"""Dates said in French, as intervals of days: « demain », « la semaine prochaine », « en mars », « le 12/12 »."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlu.entities.intervals import DAYS, LISTS, Interval, Rule, rule
from nlu.entities.spans import Entity, Said

ALONE = re.compile(LISTS["alone"])
BEFORE_A_DATE = re.compile(r"[\s,]*(?:le )?")


def dates(said: Said, today: date) -> Iterator[Entity]:
    """Yield the dates of the message, as "first day/last day"; a full date outranks its weekday: « jeudi 10 décembre »."""
    found = list(_dates(said, today))
    starts = {each.start for each in found}
    for each in found:
        day = said.flat[each.start : each.end] in DAYS
        after = BEFORE_A_DATE.match(said.flat, each.end)
        if not (day and after and after.end() in starts):
            yield each


def _dates(said: Said, today: date) -> Iterator[Entity]:
    taken: list[tuple[int, int]] = []
    for pattern, meaning in RULES:
        for found in pattern.finditer(said.flat):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            interval = _safely(meaning, found, today)
            if interval:
                taken.append(found.span())
                yield Entity("date", found.start(), found.end(), f"{interval[0].isoformat()}/{interval[1].isoformat()}")


def _safely(meaning: Rule, found: re.Match[str], today: date) -> Interval | None:
    """« le 31 février » is no date."""
    try:
        return meaning(found, today)
    except (ValueError, OverflowError):
        return None


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


def _written(form: str) -> str:
    """Return a form with what its « %names% » stand for: a list of dates.yml or one of its parts."""
    return re.sub(r"%(\w+)%", lambda found: _written(_part(found[1])), form)


def _part(name: str) -> str:
    own = LISTS["parts"].get(name)
    return own or "(?:" + "|".join(LISTS[f"{name}s"]) + ")"


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(rf"\b{_written(each['says'])}"), rule(each["means"], each.get("ahead"))) for each in LISTS["rules"]
)
