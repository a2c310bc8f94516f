"""What a short or spoken address may be: « 12 r de Lille », « 12 r gambetta 62300 lens », « douze rue … », « apt 12, rés. … »."""

import re
from functools import cache

from bot.privacy.spans import any_of, lists

BEFORE = 20


def is_no_street(street: str, folded: str, found: re.Match[str]) -> bool:
    """« les 3 R de l'économie », « l'article 12 R de l'AMI »: a letter, no « rue »."""
    if street != "r":
        return False
    after = re.match(rf"{lists('linking')}{any_of(lists('not_after_r'))}\b", folded[found.end() :].lstrip(" ."))
    before = re.search(rf"\b{any_of(lists('before_an_r'))}\s?$", folded[max(0, found.start() - BEFORE) : found.start()])
    return after is not None or before is not None


def coded_end(folded: str, start: int) -> int:
    """« 12 r gambetta 62300 lens »: a postal code tells that what stands before it is a name."""
    name = re.compile(r"\s(?P<name>[^\W\d_][\w'-]*(?:\s[^\W\d_][\w'-]*)?)(?=\s?,?\s?\d{5}(?!\d))").match(folded, start)
    return name.end() if name and not set(lists("not_street_names")).intersection(name["name"].split()) else start


def said_number() -> str:
    """« douze », « vingt-trois », « cent quatre »; « une rue » is no number."""
    ones = {"zero", "zeros", "zeo", "un", "une"}
    word = any_of(sorted({"cent", "et un", *lists("spoken_units"), *lists("spoken_tens")} - ones))
    return rf"\b{word}(?:[\s-](?:{word}|un))?(?:[\s-]{word})?"


@cache
def flat_before() -> re.Pattern[str]:
    """« apt 12, rés. Les Lilas »: the number is the flat's."""
    return re.compile(rf"\b{any_of(lists('flat_words'))}\.?\s?(?:n°\s?)?$")


@cache
def building() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('buildings'))}\b\.?\s?\w{{1,3}}\b")
