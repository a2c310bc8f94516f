"""Under which fact of a check each sum of a message goes, by the field its words name."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nlu.entities import Entity
from nlu.entities.fields import ASKED, LISTS, named
from nlu.entities.money import FILLERS, LEAST_BARE
from nlu.french import flat
from nlu.french.bounds import between
from nlu.french.quantities import numbers

SUM, TURNOVER, INVESTMENT = "amount", "turnover", "investment"
SUMS = frozenset({SUM, TURNOVER, INVESTMENT})
COMPANY, AMI = "company_form", "ami_form"
OF_FIRMS = frozenset({COMPANY, "aids_form"})
MADE = re.compile(LISTS["made"])
NAMING = ("projet", "budget", "cout")
"""Small words that say what a sum is."""


@dataclass(frozen=True)
class Filed:
    """Sums by what they are said of: `facts`, each under its fact; `foreign`, those of a field that no check asks."""

    facts: tuple[Entity, ...]
    foreign: Mapping[Entity, str]


def filed(text: str, entities: Sequence[Entity], *, asked: str | None, form: str | None) -> Filed:
    """Return `entities` with each sum under the fact its words name; one that names none stays an amount.

    Bounds (« de 60 000 à 80 000 € ») are left as they are: their two ends were filed before they were one.
    A sum of the field being asked for (`asked`) stays an amount too: the question says what it is. Beside a turnover that
    is asked for and named, « CA 900 k€, 40 000 € », the other sum is what is invested.
    """
    told = {(each.start, each.end): each for each in entities if each.entity in SUMS and isinstance(each.value, int)}
    if not told:
        return Filed(tuple(entities), {})
    fields = {told[span]: field for span, field in named(text, list(told)) if told[span].entity == SUM}
    fields |= {each: TURNOVER for each in told.values() if each not in fields and _made(text, each, asked, form)}
    fields |= dict(_of_a_range(text, told.values(), fields))
    if asked == TURNOVER in fields.values():
        fields |= {each: INVESTMENT for each in told.values() if each.entity == SUM and each not in fields}
    foreign = {each: field for each, field in fields.items() if not _is_asked(field, form)}
    facts = (
        replace(each, entity=_fact(fields[each], asked, form)) if each in fields and each not in foreign else each
        for each in entities
    )
    return Filed(tuple(facts), foreign)


def makes(text: str) -> bool:
    """Tell whether a number is said of what a firm makes in a year: « on fait 1,8 million »."""
    return any(MADE.search(flat(text[: each.start])) for each in numbers(text))


def _made(text: str, entity: Entity, asked: str | None, form: str | None) -> bool:
    """« on fait 1,4 M », in a firm's check, is its turnover, unless the cost of a project is asked for."""
    firm = form in OF_FIRMS and asked != SUM
    return firm and entity.entity == SUM and bool(MADE.search(flat(text[: entity.start])))


def _of_a_range(text: str, sums: Iterable[Entity], fields: Mapping[Entity, str]) -> Iterator[tuple[Entity, str]]:
    """« entre 600 et 800 k€ de CA »: the name of one end of a range is that of both."""
    in_order = sorted((each for each in sums if each.entity == SUM), key=lambda each: each.start)
    for first, second in itertools.pairwise(in_order):
        if second in fields and between(text, first.end, second.start):
            yield first, fields[second]


def _is_asked(field: str, form: str | None) -> bool:
    return field in ASKED and not (field == TURNOVER and form == AMI)


def _fact(field: str, asked: str | None, form: str | None) -> str:
    """A project's cost is what a firm invests; outside a firm's check, or where it is the cost that is asked for, it is a cost."""
    fact = TURNOVER if field == TURNOVER else SUM
    of_a_firm = form == COMPANY or asked == TURNOVER or (field == INVESTMENT and form not in (None, AMI))
    if fact == SUM and of_a_firm and asked != SUM:
        fact = INVESTMENT
    return SUM if fact == asked else fact


def only_a_sum(text: str, entities: Sequence[Entity]) -> Entity | None:
    """Return the sum that is all a message says, with no word of what it is: « 2,5 millions », « environ 30 000 € »."""
    sums = [each for each in entities if each.entity == SUM]
    others = [each for each in entities if each.entity != SUM and not _overlaps(each, sums)]
    if len(sums) != 1 or others or not isinstance(sums[0].value, int) or sums[0].value < LEAST_BARE:
        return None
    rest = flat(text[: sums[0].start] + " " + text[sums[0].end :])
    return None if FILLERS.sub("", rest) or any(name in rest for name in NAMING) else sums[0]


def _overlaps(entity: Entity, sums: Sequence[Entity]) -> bool:
    return any(each.start < entity.end and entity.start < each.end for each in sums)
