"""Dates of birth, in digits or in words: « née le 12/03/1985 », « né le douze mars mille neuf cent quatre-vingt-cinq »."""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.groups import said
from bot.privacy.spans import Span, any_of, lists
from nlu.french.quantities import numbers

CUE_REACH = 40
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d")
NEWEST_BIRTH = 2015
"""Later dates after « née » are those of a programme; a child's is told by a word of the family."""


def births(folded: str) -> Iterator[Span]:
    """Yield the dates of birth of a folded text."""
    for found in _birth().finditer(folded):
        year = _year(found)
        if _of_a_thing().search(folded, max(0, found.start() - CUE_REACH), found.start()):
            continue
        if (
            year is None
            or year <= NEWEST_BIRTH
            or said("relatives", folded[max(0, found.start() - CUE_REACH) : found.start()])
        ):
            yield Span(found.start("date"), found.end("date"), "birth")


def _year(birth: re.Match[str]) -> int | None:
    if birth["year"]:
        return int(max(number.value for number in numbers(birth["year"])))
    found = YEAR.search(birth["date"])
    return int(found.group()) if found else None


@cache
def _birth() -> re.Pattern[str]:
    cues, links, months = any_of(lists("birth_cues")), any_of(lists("birth_links")), any_of(lists("months"))
    numeric = r"\d{1,2}[\s/.\-]{1,2}\d{1,2}[\s/.\-]{1,2}(?:(?:19|20)\d\d|\d\d)"
    in_words = rf"(?:\d{{1,2}}\s?(?:er)?\s)?{months}\s{{1,2}}(?:19|20)?\d\d"
    number = any_of([*lists("spoken_units"), *lists("spoken_tens"), *lists("birth_numbers")])
    said_day, said_year = rf"(?:{number}[\s-]){{1,3}}", rf"(?P<year>(?:deux[\s-])?mille(?:[\s-]{number}\b){{0,8}})"
    spoken = rf"(?:{said_day}|\d{{1,2}}\s)?{months}\s{said_year}\b"
    date = rf"(?P<date>(?:19|20)\d\d-\d\d-\d\d|{numeric}|{spoken}|{in_words}|(?:0\d|[12]\d|3[01])(?:0\d|1[0-2])(?:19|20)?\d\d)(?!\d)"
    return re.compile(rf"\b{cues}[\s:=,-]{{1,3}}(?:{links}[\s:,]{{1,2}}){{0,3}}{date}")


@cache
def _of_a_thing() -> re.Pattern[str]:
    """« notre entreprise est née le … », « le projet, né le … »: what is born there is nobody."""
    thing = rf"{any_of(lists('before_a_thing'))}\s?{any_of(lists('things_born'))}(?:\s[\w'-]+){{0,2}}"
    return re.compile(rf"(?<!de\s)(?<!d')\b{thing}[\s,]{{1,3}}(?:{any_of(lists('is_born'))}\s)?$")
