"""The values that only the question asked lets one read: « 12 » for a head count, « matos » for a cost, « 62300 » for a seat."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlu.acts.among import of_some
from nlu.acts.fields import SUMS, makes
from nlu.acts.hypothesis import amends, corrects, is_hypothesis, supposes
from nlu.acts.instead import instead
from nlu.acts.questions import is_question
from nlu.entities import Entity
from nlu.entities.money import LEAST_BARE, YEARS
from nlu.french import flat
from nlu.french.bounds import Bounds, between, bounds
from nlu.french.quantities import NONE, Number, numbers
from nlu.french.units import unit
from nlu.words import words
from region import statements

LISTS = words(Path(__file__).with_suffix(".yml"))
OF_CHOICE = frozenset({"registered", "recent_dismissal", "activity", "project"})
ANSWERED_BY: Mapping[str, frozenset[str]] = {
    "org_type": frozenset({"org_type"}),
    "commune": frozenset({"commune", "departement"}),
    "departement": frozenset({"commune", "departement"}),
    "amount": frozenset({"amount"}),
    "investment": frozenset({"amount"}),
    "turnover": frozenset({"amount"}),
    "expenses": frozenset({"expense"}),
    "siren": frozenset({"siren"}),
    "headcount": frozenset({"headcount"}),
    "public_interest": frozenset({"public_interest"}),
    "manages_public_policy": frozenset({"manages_public_policy"}),
    **{name: frozenset({name}) for name in OF_CHOICE},
}
"""What each question is answered with."""
STATED = frozenset({
    "org_type", "commune", "departement", "amount", "turnover", "investment", "expense", "siren", "headcount",
})  # fmt: skip
OF_INTEREST = frozenset({"public_interest", "manages_public_policy"})
YES_NO = OF_INTEREST | {"registered", "recent_dismissal"}
PLACES = frozenset({"commune", "departement"})
MONEY = SUMS
OF_EXAMPLE = re.compile(LISTS["of_example"])
OF_A_COMPANY = frozenset({"siren", "headcount", "turnover", "investment", "legal_form"})
EXPENSES = ("staff", "equipment", "operating")
POSTAL = re.compile(r"(?<!\d)(?<!\d )(\d{5})(?! ?\d|\s?(?:€|euro|k\b))")
DEPARTEMENT = re.compile(LISTS["numbered"])
NOBODY = re.compile(rf"(?<![\w'])(?:{'|'.join(sorted(map(re.escape, NONE), key=len, reverse=True))})(?!\w)")
PEOPLE_BEFORE, PEOPLE_AFTER, PEOPLE_TOLD, PEOPLE, PEOPLE_DENIED, ALONE = (
    re.compile(LISTS[name])
    for name in ("people_before", "people_after", "people_told", "people", "people_denied", "alone")
)
REFUSING, DENIED, UNSURE, BEFORE_A_TOWN = (
    re.compile(LISTS[name]) for name in ("refusing", "denied", "unsure", "before_a_town")
)
PRICED = re.compile(LISTS["priced"])
NOT_HEADS, NOT_ALL = re.compile(LISTS["not_heads"]), re.compile(LISTS["not_all"])
EVERY = "tout"
ONESELF = re.compile(LISTS["oneself"])
NO_SALES = re.compile(LISTS["no_sales"])
NOTHING, TO_COME = re.compile(LISTS["nothing"]), re.compile(LISTS["to_come"])
PREDICATES = frozenset(LISTS["predicates"].split())
NOUNS = frozenset(LISTS["nouns"].split())
PLACING = re.compile(LISTS["placing"])
LONGEST_NAME, YEAR = 6, 4  # words, digits
MOST_HEADS = 10 * LEAST_BARE
"""A number from there on, where the head count is asked for, is a sum; « et avec 3 000 ? », from a thousand on."""
REACH = 40
"""Letters around a number that say whether people are counted: a text of numbers alone is read in linear time."""


@dataclass(frozen=True)
class Known:
    """What the places of France are called: the codes of the communes of a name, of a postal code, and of a name mistyped.

    `near_here` knows only the communes of the Région.
    """

    towns: Callable[[str], Sequence[str]]
    postal: Callable[[str], Sequence[str]]
    near: Callable[[str], Sequence[str]] = lambda _: ()
    near_here: Callable[[str], Sequence[str]] = lambda _: ()


def extra(text: str, *, asked: str | None, entities: Sequence[Entity], known: Known) -> list[Entity]:
    """Return the values that the question asked lets one read, besides the entities found already."""
    folded = flat(text)
    found: list[Entity] = []
    replaced = instead(folded)
    changes = replaced is not None or supposes(text) or amends(text) or corrects(text)
    if (
        asked in MONEY
        or asked in {None, "headcount"}
        or ((changes or makes(text)) and asked not in {*PLACES, "siren"})
        or (asked in PLACES and any(each.entity in PLACES for each in entities))
    ):
        found += _numbers(text, asked, entities)
    if changes or asked in {*OF_A_COMPANY, *PLACES, None}:
        people = _counted(folded, replaced)
        found = [each for each in found if people is None or not _is_at(people, each)]
        found += _people(folded, people, [*entities, *found], asked)
    if asked == "headcount":
        found += _none(folded, [*entities, *found])
    if asked in OF_A_COMPANY - {"turnover"}:
        found += [Entity("turnover", *none.span(), 0) for none in NO_SALES.finditer(folded)][:1]
    if asked == "turnover":
        found += _no_turnover(folded, [*entities, *found])
    if asked in PLACES or corrects(text):
        found += _places(folded, text, entities, known)
    found += _worded(folded, asked, [*entities, *found])
    stated = [each for each in entities if each.entity in STATED]
    heads = [each for each in stated if each.entity != "headcount"]  # « 62 », where the seat is asked for
    return [each for each in found if not _meets(each, heads if each.entity in PLACES else stated)]


def _covered(entity: Entity, entities: Sequence[Entity]) -> bool:
    return _meets(entity, [each for each in entities if each.entity in STATED])


def _meets(entity: Entity, stated: Sequence[Entity]) -> bool:
    return any(each.start < entity.end and entity.start < each.end for each in stated)


def _numbers(text: str, asked: str | None, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Bare numbers: an amount of at least a thousand, or a head count; both ends of « entre 60 et 80 000 »."""
    found = numbers(text)
    most = LEAST_BARE if is_hypothesis(text) and is_question(text) else MOST_HEADS
    read = [(number, _scaled(text, number)) for number in found]
    for place, (number, (value, end)) in enumerate(read):
        kind = "headcount" if asked == "headcount" and value < most else "amount"
        after = read[place + 1] if place + 1 < len(read) else None
        if _is_a_year(number, value) if kind == "amount" else NOT_HEADS.match(flat(text), number.end):
            continue
        worth = _first_end(text, number, value, end, after) if after else value
        least = LEAST_BARE if kind == "amount" else 0
        if worth >= least and float(worth).is_integer():
            yield Entity(kind, number.start, end, round(worth))


def _is_a_year(number: Number, worth: float) -> bool:
    """« 2027 » is when, not how much; « 2 027 » and « 2000 » are sums."""
    return worth in YEARS and number.end - number.start == YEAR and worth % 1000 != 0


def _first_end(text: str, number: Number, value: float, end: int, after: tuple[Number, tuple[float, int]]) -> float:
    """« entre 60 et 80 000 » : the first end is in thousands as the second."""
    second, (most, _) = after
    short = value < LEAST_BARE <= most and between(text, end, second.start)
    return value * 1000 if short and value * 1000 < most else value


def _scaled(text: str, number: Number) -> tuple[float, int]:
    after = unit(flat(text), number.end)
    return after.worth(number), after.end


def _people(folded: str, counted: Number | None, entities: Sequence[Entity], asked: str | None) -> Iterator[Entity]:
    """« nous sommes 12 », « on passait à vingt-deux », « je suis seul »: heads are counted whatever is asked of a company."""
    if any(each.entity == "headcount" and not of_some(folded, each.start, each.end) for each in entities):
        return
    alone = ALONE.search(folded)
    if counted:
        yield Entity("headcount", counted.start, counted.end, int(counted.value))
    elif alone and asked is not None:
        yield Entity("headcount", *alone.span(), 0)


def _counted(folded: str, replaced: tuple[Number, Number] | None) -> Number | None:
    """Return the number that counts the people of a company, if one does; of two, the one said in place of the other."""
    denied, kept = replaced or (None, None)
    if denied and PEOPLE_DENIED.search(folded[: denied.start]):
        return kept
    return next((each for each in numbers(folded) if _counts_people(folded, each)), None)


def _counts_people(folded: str, number: Number) -> bool:
    if not (number.value < MOST_HEADS and float(number.value).is_integer()):
        return False
    before = folded[max(0, number.start - REACH) : number.start]
    after = folded[number.end : number.end + REACH]
    told = PEOPLE_TOLD.search(before) and PEOPLE.match(after)
    return bool(told or (PEOPLE_BEFORE.search(before) and PEOPLE_AFTER.match(after)))


def _is_at(people: Number, entity: Entity) -> bool:
    """Tell whether a sum read there is the number that counts the people."""
    return entity.entity == "amount" and entity.start == people.start


def _none(folded: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    if any(each.entity == "headcount" for each in entities):
        return
    found = NOBODY.search(folded)
    if found and not NO_SALES.search(folded):
        yield Entity("headcount", found.start(), found.end(), 0)


def _no_turnover(folded: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    """« zéro pour l'instant »: a firm that has sold nothing yet has a turnover, and it is none."""
    found = NOTHING.match(folded)
    summed = any(each.entity == "amount" and each.value for each in entities)
    if found and (not summed or TO_COME.search(folded, found.end())):
        yield Entity("amount", found.start(1), found.end(1), 0)


def _places(folded: str, text: str, entities: Sequence[Entity], known: Known) -> Iterator[Entity]:
    if any(each.entity in PLACES for each in entities):
        return
    for found in POSTAL.finditer(folded):
        codes = known.postal(found[1])
        if codes and not said_as_a_sum(text, *found.span(1)):
            yield Entity("commune", found.start(1), found.end(1), codes[0] if len(codes) == 1 else None)
            return
    numbered = DEPARTEMENT.match(folded)
    if numbered:
        yield Entity("departement", *numbered.span(1), numbered[1].upper())
        return
    yield from _town(folded, text, known)


def said_as_a_sum(text: str, start: int, end: int) -> bool:
    """« environ 15000 », « budget 62000 »: five digits that bound or price something are no postal code."""
    value = int(text[start:end])
    return bounds(text, start, end, value) != Bounds(value, value) or bool(PRICED.search(flat(text[:start])))


def _town(folded: str, text: str, known: Known) -> Iterator[Entity]:
    """A name at the end of a clause: « croix », « je voulais dire Croix »; whether the words before it suit is seen later."""
    for clause in re.finditer(r"[^,.;:!?]+", folded):
        said = clause.group().rstrip()
        for word in list(re.finditer(r"[^\W_][\w'-]*", said))[-LONGEST_NAME:]:
            name = said[word.start() :]
            bare = BEFORE_A_TOWN.sub("", name)
            start = clause.start() + word.start() + len(name) - len(bare)
            codes = known.towns(bare) if _is_a_name(bare, folded[:start], text[start : start + len(bare)], text) else ()
            if codes:
                yield Entity("commune", start, start + len(bare), codes[0] if len(codes) == 1 else None)
                return


def _is_a_name(name: str, before: str, written: str, text: str) -> bool:
    """« c'est faux », « vieux » say something else than Faux or Vieux: they are towns after « à », or with their capital letter."""
    if name not in PREDICATES | NOUNS:
        return len(name) > 1
    capital = written[:1].isupper() and not (text.isupper() and len(text) > 1)
    inside, whole = bool(re.search(r"\w\W+$", before)), text.strip(" .!") == written
    placed = name not in NOUNS and bool(PLACING.search(before))
    return placed or (capital and (inside or whole))


def _worded(folded: str, asked: str | None, entities: Sequence[Entity]) -> Iterator[Entity]:
    if asked in {"org_type", None} and not any(each.entity == "org_type" for each in entities):
        yield from _listed(folded, "org_type")
    if asked not in OF_A_COMPANY:
        yield from (
            each
            for each in _listed(folded, "expense")
            if not _covered(each, entities)
            and not _counted_staff(folded, each, entities)
            and not ONESELF.search(folded, 0, each.start)
        )
    if asked == "expenses":
        yield from (each for each in _listed(folded, "expense_asked", "expense") if not _covered(each, entities))
        yield from _all(folded)
    if asked in OF_INTEREST and (found := _pattern("interest").search(folded)):
        refused = REFUSING.search(folded, 0, found.start())
        unsure = UNSURE.search(folded, 0, found.start()) and not supposes(folded)
        if not unsure:
            yield Entity(str(asked), found.start(), found.end(), refused is None)


def _listed(folded: str, kind: str, entity: str | None = None) -> Iterator[Entity]:
    for value in LISTS[kind]:
        for found in _pattern(kind, value).finditer(folded):
            yield Entity(entity or kind, found.start(), found.end(), value)


def expected(entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the sums said beside a zero: « 0 pour l'instant, peut-être 40 000 l'an prochain » is none today."""
    sums = [each for each in entities if each.entity in MONEY]
    return frozenset(each for each in sums if each.value) if any(each.value == 0 for each in sums) else frozenset()


def _all(folded: str) -> Iterator[Entity]:
    """« tout » is each kind of expense that can be paid for."""
    found = _pattern("all").search(folded)
    if found and not (found.group() == EVERY and NOT_ALL.search(folded[: found.start()])):
        yield from (Entity("expense", found.start(), found.end(), value) for value in EXPENSES)


@cache
def _pattern(kind: str, value: str | None = None) -> re.Pattern[str]:
    listed = LISTS[kind][value] if value else LISTS[kind]
    said = sorted(listed, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, said))})(?![\w-])(?! (?:ia|conversationnel|virtuel))")


def bare_sums(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Return the sums said without their unit, where a whole case is told: « Béthune, 60 000, du matériel »."""
    return [each for each in _numbers(text, None, entities) if not _covered(each, entities)]


def works_alone(text: str) -> Entity | None:
    """Return that nobody is employed, where a trade is told with it: « artisan à Béthune, sans salarié »."""
    alone = ALONE.search(flat(text))
    return Entity("headcount", *alone.span(), 0) if alone and "activity" in statements.of(text) else None


def worded_body(text: str) -> Entity | None:
    """Return the kind of body said in other words than the finder's: « une entreprise », « un club »."""
    return next(_listed(flat(text), "org_type"), None)


def worded_expenses(text: str, entities: Sequence[Entity], *, public: bool = False) -> list[Entity]:
    """Return the expenses said in other words than the finder's, where a case is told: « 150 000 € pour un agent ».

    `public`: a public body tells it, and software is what it buys.
    """
    folded = flat(text)
    every = (*_listed(folded, "expense"), *(_listed(folded, "expense_told", "expense") if public else ()))
    found = (each for each in every if not _counted_staff(folded, each, entities))
    return [each for each in found if not any(each.start < other.end and other.start < each.end for other in entities)]


def _counted_staff(folded: str, expense: Entity, entities: Sequence[Entity]) -> bool:
    """« 14 salariés » counts heads, and says nothing of what is paid for."""
    before = (
        folded[each.end : expense.start]
        for each in entities
        if each.entity == "headcount" and each.end <= expense.start
    )
    return any(not re.search(r"\w{3}", said) for said in before)


def as_kinds(text: str, entities: Sequence[Entity]) -> str:
    """Return a question with the kind of body it names by an example: « et un club de foot ? » asks about an association."""
    if any(each.entity == "org_type" for each in entities) or not OF_EXAMPLE.search(flat(text)):
        return text
    found = next(_listed(flat(text), "org_type"), None)
    if found is None:
        return text
    rest = text[found.end :].split(",")[0]
    named = re.sub(r"^\s+d[eu'][^?!.]*?(?=\s+par exemple|[?!.]|$)", "", rest)
    return f"{text[: found.start]}{found.value}{named}"
