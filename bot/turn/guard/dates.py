"""Dates in a text, whole (« 24 juin 2026 ») or in part (« juin 2026 », « le 24 juin »)."""

import re
from collections.abc import Iterator
from functools import cache

from bot.turn.guard.facts import Fact, Found, lists

ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?!\d)")
FIGURES = re.compile(r"(?<![\d/.])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def dates(text: str, folded: str) -> Iterator[Found]:
    """Yield the dates of a text and of the same text folded."""
    for iso in ISO.finditer(folded):
        yield _found(text, iso.span(), year=iso[1], month=int(iso[2]), day=iso[3])
    for figures in FIGURES.finditer(folded):
        yield _found(text, figures.span(), year=figures[3], month=int(figures[2]), day=figures[1])
    for said in _said().finditer(folded):
        yield from _in_words(text, said)


def parts(fact: Fact) -> Iterator[Fact]:
    """Yield what a whole date also allows to say: its month, and its day without the year."""
    if fact.kind == "date" and len(fact.value) == len("2026-06-24"):
        yield Fact("date", fact.value[:7])
        yield Fact("date", f"-{fact.value[4:]}")


def _in_words(text: str, said: re.Match[str]) -> Iterator[Found]:
    """Read « 3, 4 et 5 mars 2026 »: each day is a date."""
    month = lists("months")[said["month"]]
    days = re.findall(r"\d{1,2}", said["days"] or "")
    if not days and said["year"]:
        yield _found(text, said.span(), year=said["year"], month=month)
    for day in days:
        yield _found(text, said.span(), year=said["year"], month=month, day=day)


def _found(text: str, span: tuple[int, int], *, year: str | None, month: int, day: str | None = None) -> Found:
    value = f"{year or '-'}-{month:02}" + (f"-{int(day):02}" if day else "")
    return Found(Fact("date", value), text[slice(*span)].strip())


@cache
def _said() -> re.Pattern[str]:
    months = "|".join(sorted(lists("months"), key=len, reverse=True))
    day = r"\d{1,2}(?:er)?"
    days = rf"(?<![\d€,./-])(?P<days>{day}(?:\s?(?:,|et|au|-|–)\s?{day}){{0,5}}\s)?"
    return re.compile(rf"{days}\b(?P<month>{months})\b\.?(?:\s(?P<year>(?:19|20)\d\d)\b)?")
