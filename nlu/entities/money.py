"""Amounts in euros and head counts: « 70k€ », « 0,2 M€ », « cent mille euros », « une vingtaine de salariés »."""

import re
from collections.abc import Iterator

from nlu.entities.numbers import LISTS, Number, numbers
from nlu.entities.spans import Entity, Said

SCALES = {
    "k": 1e3,
    "mille": 1e3,
    "m": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "milliard": 1e9,
    "milliards": 1e9,
    "milles": 1e3,
}
UNIT = re.compile(
    r"(?P<scale>\s?(?:k|m)(?=\s?(?:€|eur|euro)|\b)|\s?(?:milles?|millions?|milliards?)\b)?"
    r"(?P<half>\s+et\s+demie?)?(?P<money>\s?(?:d'\s?|de\s)?(?:€|euros?\b|eur\b|balles\b))?"
)
HEADS = re.compile(r"\s?(?:ou \w+ )?(?:de |d')?(?:\w+ )?(?:" + "|".join(LISTS["heads"]) + r")s?\b")
PEOPLE = re.compile(r"\s?(?:de |d')?(?:petites? )?(?:" + "|".join(LISTS["people"]) + r")s?\b")
WE_ARE = re.compile(
    r"(?:on est|nous sommes|on etait|effectifs?(?: de| :| est de)?|emploi(?:e|ent|ons)|equipe de|boite de|entreprise de|on a|nous avons|compte|on bosse a|j'ai|j ai)\s(?:\w+ )?$"
)
WE_ARE_N = re.compile(
    r"(?:on est|nous sommes|effectifs?(?: de| :| est de)?|on bosse a)\s(?:a |environ |que |a peu pres )*$"
)
AFTER_WE_ARE = re.compile(r"\s?(?:$|[.,;!?]|en tout|au total|dans|a la|a bosser|a travailler|chez|et)")
BEFORE_PEOPLE = 40
LARGE = 1e6
LEAST_BARE, MOST_BARE, YEARS = 1000, 1e8, range(1990, 2051)
FILLERS = re.compile(
    r"[^\w]|\b(?:environ|a peu pres|c'est|ce sera|cela|ca|fait|sera|de|autour|dans les|vers|disons|je dirais|projet|budget|cout|total|notre|mon|le|un|est|on est a|euh|quelque chose comme|a|peu|pres|plus|moins|ou|pas|loin)\b"
)


def amounts(said: Said) -> Iterator[Entity]:
    """Yield the amounts of money, in whole euros."""
    found = numbers(said)
    for place, number in enumerate(found):
        unit = UNIT.match(said.flat, number.end)
        assert unit is not None
        if unit["money"] or (unit["scale"] and _money_scale(said, unit)):
            yield _amount(number, unit)
            yield from _range_start(said, found[place - 1] if place else None, number, unit)
        elif len(found) == 1 and _alone(said, number, unit):
            yield _amount(number, unit)


def _amount(number: Number, unit: re.Match[str]) -> Entity:
    return Entity("amount", number.start, unit.end(), _euros(number, unit))


def worth(number: Number, unit: re.Match[str]) -> float:
    """Return what a number is worth with its scale: « 70 k », « un million et demi », « 1,2 million »."""
    scale = SCALES.get((unit["scale"] or "").strip(), 1)
    half = 0.5 * (LARGE if number.value >= LARGE else 1) if unit["half"] else 0
    return (number.value + half) * scale


def _euros(number: Number, unit: re.Match[str]) -> int:
    return round(worth(number, unit))


def _money_scale(said: Said, unit: re.Match[str]) -> bool:
    """« 70k » and « 2 M » are money; « 200 millions de personnes » is not."""
    rest = said.flat[unit.end() : unit.end() + 12].strip()
    return (unit["scale"] or "").strip() in {"k", "mille", "milles"} and not rest[:1].isalpha()


def _range_start(said: Said, before: Number | None, number: Number, unit: re.Match[str]) -> Iterator[Entity]:
    """« entre 70 000 et 250 000 € »: the unit of the second number is also that of the first."""
    if before is None or not _joined(said, before, number):
        return
    scale = SCALES.get((unit["scale"] or "").strip(), 1)
    yield Entity("amount", before.start, before.end, round(before.value * scale))


def _joined(said: Said, first: Number, second: Number) -> bool:
    """Tell whether two numbers are the ends of one range: « entre 15 et 25 »."""
    return bool(re.fullmatch(r"\s?(?:et|a|ou|-)\s?", said.flat[first.end : second.start]))


def _alone(said: Said, number: Number, unit: re.Match[str]) -> bool:
    """A large number that is the whole message is an amount (« 90 000 », « 1,2 million »); a year or a phone number is not."""
    if (unit["scale"] or "").strip() == "m":
        return False
    rest = FILLERS.sub("", said.flat[: number.start] + " " + said.flat[unit.end() :])
    year = number.value in YEARS and number.end - number.start == 4
    large = LEAST_BARE <= _euros(number, unit) < MOST_BARE
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
        return bool(WE_ARE.search(before)) or number.start == 0
    if WE_ARE_N.search(before):
        return bool(AFTER_WE_ARE.match(said.flat, number.end))
    rest = FILLERS.sub("", before + " " + said.flat[number.end :]) if only else "more"
    return not rest and 0 < number.value < LEAST_BARE
