"""Amounts in euros and head counts: « 70k€ », « 0,2 M€ », « cent mille euros », « une vingtaine de salariés »."""

import re
from collections.abc import Collection, Iterator, Sequence

from nlu.entities.fields import may_name, named
from nlu.entities.numbers import LISTS, Number, numbers
from nlu.entities.spans import Entity, Said
from nlu.french.units import SCALES, THOUSANDS, Unit, unit
from nlu.words import either

HEADS = re.compile(rf"\s?(?:ou \w+ )?(?:de |d')?(?:\w+ )?(?:{either(LISTS['heads'])})s?\b")
PEOPLE = re.compile(rf"\s?(?:de |d')?(?:petites? )?(?:{either(LISTS['people'])})s?\b")
WE_ARE = re.compile(rf"(?:{either(LISTS['we_are'])})\s(?:\w+ )?$")
WE_ARE_N = re.compile(rf"(?:{either(LISTS['we_are_so_many'])})\s(?:(?:{either(LISTS['about_so_many'])}) )*$")
AFTER_WE_ARE = re.compile(rf"\s?(?:$|[.,;!?]|{either(LISTS['so_many_where'])})")
IN_ALL, OF_A_BODY = re.compile(LISTS["in_all"]), re.compile(LISTS["of_a_body"])
BEFORE_PEOPLE = 40
CLAUSE_OPENS = ("", *",;:")
"""What comes before a head count that is said alone: « une menuiserie, 12 personnes »."""
LEAST_BARE, MOST_BARE, MOST_WORTH, YEARS = 1000, 1e8, 1e10, range(1990, 2051)
FILLERS = re.compile(rf"[^\w]|\b(?:{either(LISTS['around_a_sum'])})\b")


def amounts(said: Said) -> Iterator[Entity]:
    """Yield the amounts of money, in whole euros."""
    found = numbers(said)
    by_name = _named(said, found)
    for place, number in enumerate(found):
        after = unit(said.flat, number.end)
        if number in by_name or after.euros or _money_scale(said, after):
            yield _amount(number, after)
            yield from _range_start(said, found[place - 1] if place else None, number, after)
        elif len(found) == 1 and _alone(said, number, after):
            yield _amount(number, after)


def _named(said: Said, found: Sequence[Number]) -> Collection[Number]:
    """« notre chiffre d'affaires est de 2 millions », « le projet coûtera 85 000 »: a field named beside makes it money."""
    large = {(each.start, unit(said.flat, each.end).end): each for each in found if _is_large(said, each)}
    if not large or not may_name(said.flat):
        return ()
    return [large[span] for span, _ in named(said.text, list(large), closely=True)]


def _is_large(said: Said, number: Number) -> bool:
    after = unit(said.flat, number.end)
    year = number.value in YEARS and number.end - number.start == 4
    metres = after.scale == "m" and said.text[number.end : after.end].strip() != "M"
    return not after.euros and not metres and LEAST_BARE <= after.worth(number) < MOST_WORTH and not year


def _amount(number: Number, after: Unit) -> Entity:
    return Entity("amount", number.start, after.end, round(after.worth(number)))


def _money_scale(said: Said, after: Unit) -> bool:
    """« 70k » and « 70 mille » are money; « 200 millions de personnes » is not."""
    rest = said.flat[after.end : after.end + 12].strip()
    return after.scale in THOUSANDS and not rest[:1].isalpha()


def _range_start(said: Said, before: Number | None, number: Number, after: Unit) -> Iterator[Entity]:
    """« entre 70 000 et 250 000 € »: the unit of the second number is also that of the first."""
    if before is None or not _joined(said, before, number):
        return
    yield Entity("amount", before.start, before.end, round(before.value * SCALES.get(after.scale, 1)))


def _joined(said: Said, first: Number, second: Number) -> bool:
    """Tell whether two numbers are the ends of one range: « entre 15 et 25 »."""
    return bool(re.fullmatch(r"\s?(?:et|a|ou|-)\s?", said.flat[first.end : second.start]))


def _alone(said: Said, number: Number, after: Unit) -> bool:
    """A large number that is the whole message is an amount (« 90 000 », « 1,2 million »); a year or a phone number is not."""
    if after.scale == "m":
        return False
    rest = FILLERS.sub("", said.flat[: number.start] + " " + said.flat[after.end :])
    year = number.value in YEARS and number.end - number.start == 4
    large = LEAST_BARE <= after.worth(number) < MOST_BARE
    return not rest and large and not year and said.flat[number.start] != "0"


def headcounts(said: Said) -> Iterator[Entity]:
    """Yield the numbers of employees."""
    found = numbers(said)
    counts = [float(each.value).is_integer() and _counts_heads(said, each, only=len(found) == 1) for each in found]
    for place, number in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) and counts[place + 1] else None
        first = after is not None and _joined(said, number, after) and float(number.value).is_integer()
        if counts[place] or first:
            yield Entity("headcount", number.start, number.end, int(number.value))


def _counts_heads(said: Said, number: Number, *, only: bool) -> bool:
    before = said.flat[max(0, number.start - BEFORE_PEOPLE) : number.start]
    if HEADS.match(said.flat, number.end):
        return True
    if PEOPLE.match(said.flat, number.end):
        in_all = OF_A_BODY.search(before) and IN_ALL.match(said.flat, number.end)
        return bool(WE_ARE.search(before) or in_all) or before.rstrip()[-1:] in CLAUSE_OPENS
    if WE_ARE_N.search(before):
        return bool(AFTER_WE_ARE.match(said.flat, number.end))
    rest = FILLERS.sub("", before + " " + said.flat[number.end :]) if only else "more"
    return not rest and 0 < number.value < LEAST_BARE
