"""Sums in euros in a text: « 70 000 € », « 0,25 M€ », « 5 millions d'euros », and both ends of a range."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from bot.turn.guard.facts import Fact, Found, lists

NUMBER = r"(?:(?<![\d.,])\d{1,3}(?:[\s.]\d{3})+(?:,\d{1,3})?(?![\d])|(?<![\d.,])\d+(?:[.,]\d{1,3})?(?!\d))"
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
CURRENCY = r"(?:€|euros?\b|eur\b)"


def amounts(text: str, folded: str) -> Iterator[Found]:
    """Yield the sums in euros of a text and of the same text folded."""
    for said in _money().finditer(folded):
        multiple = said["multiple"]
        yield Found(_fact(said["last"], multiple), text[said.start("last") : said.end()].strip())
        for first in ("between", "start"):
            if said[first]:
                own = said[f"{first}_multiple"]
                yield Found(_fact(said[first], own or multiple), text[slice(*said.span(first))])


def bare_numbers(folded: str) -> Iterator[Fact]:
    """Yield the sums that a person may have meant by each number: « 90000 », « 90k » are 90 000 €."""
    for said in _bare().finditer(folded):
        yield _fact(said["number"], said["multiple"])


def _fact(number: str, multiple: str | None) -> Fact:
    compact = re.sub(r"\s", "", number)
    plain = compact.replace(".", "") if GROUPED.match(compact) else compact
    value = Decimal(plain.replace(",", ".")) * lists("multiples").get(multiple or "", 1)
    return Fact("amount", f"{value.normalize():f}")


@cache
def _multiple() -> str:
    return "|".join(sorted(lists("multiples"), key=len, reverse=True))


@cache
def _money() -> re.Pattern[str]:
    links = "|".join(sorted(map(re.escape, lists("range_links")), key=len, reverse=True))
    currency = rf"\s?(?:d'|de\s)?{CURRENCY}"
    between = rf"\bentre\s(?P<between>{NUMBER})\s?(?P<between_multiple>{_multiple()})?(?:{currency})?\set"
    start = rf"(?P<start>{NUMBER})\s?(?P<start_multiple>{_multiple()})?(?:{currency})?\s?(?:{links})"
    last = rf"(?P<last>{NUMBER})\s?(?P<multiple>{_multiple()})?{currency}"
    return re.compile(rf"(?:(?:{between}|{start})\s?)?{last}")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?P<number>{NUMBER})\s?(?:(?P<multiple>{_multiple()})\b)?")
