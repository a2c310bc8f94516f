"""Sums in euros in a text: « 70 000 € », « 0,25 M€ », « cinq millions d'euros », and both ends of a range."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from bot.turn.guard.facts import Fact, Found, lists
from nlu.french.quantities import Number, numbers
from nlu.french.units import EURO, Unit, unit

BETWEEN = re.compile(r"\bentre\s?$")
AND = re.compile(r"\set\s?")


def amounts(text: str, folded: str) -> Iterator[Found]:
    """Yield the sums in euros of a text and of the same text folded."""
    if not EURO.search(folded):
        return
    before: tuple[Number, Unit] | None = None
    for number in numbers(folded):
        after = unit(folded, number.end)
        if after.euros:
            yield Found(_fact(after.worth(number)), text[number.start : after.end].strip())
            if before and _joined(folded, *before, number):
                yield from _first_end(text, *before, after)
        before = number, after


def bare_numbers(folded: str) -> Iterator[Fact]:
    """Yield the sums that a person may have meant by each number: « 90000 », « 90k » are 90 000 €."""
    for number in numbers(folded):
        yield _fact(unit(folded, number.end).worth(number))


def _joined(folded: str, first: Number, after: Unit, second: Number) -> bool:
    """Tell whether two numbers are the ends of a range: « 5 à 6 millions d'euros », « entre 70 000 et 90 000 € »."""
    said = folded[after.end : second.start]
    return bool(_links().fullmatch(said) or (AND.fullmatch(said) and BETWEEN.search(folded[: first.start])))


def _first_end(text: str, first: Number, own: Unit, last: Unit) -> Iterator[Found]:
    """The scale said of the second end is also that of the first, unless it has its own."""
    if not own.euros:  # told already
        scaled = own if own.scale else Unit(first.end, last.scale)
        yield Found(_fact(scaled.worth(first)), text[first.start : first.end])


def _fact(value: float) -> Fact:
    return Fact("amount", f"{Decimal(str(value)).normalize():f}")


@cache
def _links() -> re.Pattern[str]:
    links = "|".join(sorted(map(re.escape, lists("range_links")), key=len, reverse=True))
    return re.compile(rf"\s?(?:{links})\s?")
