"""Dates and years of birth, in digits or in words: « née le 12/03/1985 », « né le trois mars soixante-cinq », « né en 1972 »."""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.groups import said
from bot.privacy.spans import Span, any_of, lists
from nlu.french.quantities import numbers

CUE_REACH = 40
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d")
TWO_DIGITS, NEWEST_SHORT = 2, 26
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
    for found in _born_in().finditer(folded):
        year, before = _year(found), folded[max(0, found.start() - CUE_REACH) : found.start()]
        child = _family().search(before)
        recent = year is None or (year > NEWEST_BIRTH and not child)
        if not recent and (found["sure"] or _somebody(before)) and not _of_a_thing().search(before):
            yield Span(found.start("date"), found.end("date"), "birth")


def _somebody(before: str) -> bool:
    """« je suis née en 1972 », « mon mari est né en… », « née en… » at the start; « Lille Métropole, née en 1967 » stays."""
    return not before.strip() or _family().search(before) is not None or _born_somebody().search(before) is not None


def _year(birth: re.Match[str]) -> int | None:
    if birth["short"]:
        said_short = int(sum(number.value for number in numbers(birth["short"])))
        return said_short + (1900 if said_short > NEWEST_SHORT else 2000)
    if birth["year"]:
        return int(max(number.value for number in numbers(birth["year"])))
    if len(birth["date"]) == TWO_DIGITS:
        return 1900 + int(birth["date"])
    found = YEAR.search(birth["date"])
    return int(found.group()) if found else None


@cache
def _birth() -> re.Pattern[str]:
    cues, links, months = any_of(lists("birth_cues")), any_of(lists("birth_links")), any_of(lists("months"))
    numeric = r"\d{1,2}[\s/.\-]{1,2}\d{1,2}[\s/.\-]{1,2}(?:(?:19|20)\d\d|\d\d)"
    number = any_of([*lists("spoken_units"), *lists("spoken_tens"), *lists("birth_numbers")])
    said_day, said_year = rf"(?:{number}[\s-]){{1,3}}", _said_year()
    in_words = rf"(?:{said_day}|\d{{1,2}}\s?(?:er)?\s)?{months}\s{{1,2}}(?:19|20)?\d\d"
    spoken = rf"(?:{said_day}|\d{{1,2}}\s)?{months}\s{said_year}"
    date = rf"(?P<date>(?:19|20)\d\d-\d\d-\d\d|{numeric}|{spoken}|{in_words}|(?:0\d|[12]\d|3[01])(?:0\d|1[0-2])(?:19|20)?\d\d)(?!\d)"
    return re.compile(rf"\b{cues}[\s:=,-]{{1,3}}(?:{links}[\s:,]{{1,2}}){{0,3}}{date}")


@cache
def _born_in() -> re.Pattern[str]:
    surely = rf"(?P<sure>{any_of(lists('born_in_surely'))})[\s:=]{{1,3}}{lists('is_the_year')}"
    digits = rf"(?:19|20)\d\d(?!\d)|[3-9]\d{_ends()}"
    return re.compile(rf"\b(?:{any_of(lists('born_in'))}\s{{1,2}}|{surely})(?P<date>{_said_year()}|{digits})")


def _ends() -> str:
    return rf"(?=\s{{0,2}}(?:$|[.,;!?)]|{any_of(lists('after_a_year'))}\b))"


def _said_year() -> str:
    """« mille neuf cent soixante-douze »; « soixante-douze » alone, where nothing counted follows: « … communes »."""
    number = any_of([*lists("spoken_units"), *lists("spoken_tens"), *lists("birth_numbers")])
    tens, units = any_of(lists("spoken_tens")).replace(r"\s", r"[\s-]"), any_of(lists("spoken_units"))
    whole = rf"(?P<year>(?:deux[\s-])?mille(?:[\s-]{number}\b){{0,8}})\b"
    return rf"(?:{whole}|(?P<short>{tens}(?:[\s-](?:et[\s-])?{units}){{0,2}})\b{_ends()})"


@cache
def _family() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('whose'))}\s{any_of(lists('relatives'))}\b")


@cache
def _born_somebody() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{any_of(lists('born_somebody'))}|<name>)\b[\s,]{{0,2}}$")


@cache
def _of_a_thing() -> re.Pattern[str]:
    """« notre entreprise est née le … », « le projet, né le … »: what is born there is nobody."""
    thing = rf"{any_of(lists('before_a_thing'))}\s?{any_of(lists('things_born'))}(?:\s[\w'-]+){{0,2}}"
    return re.compile(rf"(?<!de\s)(?<!d')\b{thing}[\s,]{{1,3}}(?:{any_of(lists('is_born'))}\s)?$")
