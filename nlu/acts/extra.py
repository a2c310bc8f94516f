"""The values that only the question asked lets one read: « 12 » for a head count, « matos » for a cost, « 62300 » for a seat."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlu.acts.hypothesis import amends, corrects, supposes
from nlu.entities import Entity
from nlu.entities.money import LEAST_BARE
from nlu.french import flat
from nlu.french.bounds import between
from nlu.french.quantities import NONE, Number, numbers
from nlu.french.units import unit
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
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
    **{name: frozenset({name}) for name in ("registered", "recent_dismissal", "activity", "project")},
}
"""What each question is answered with."""
STATED = frozenset({"org_type", "commune", "departement", "amount", "expense", "siren", "headcount"})
OF_INTEREST = frozenset({"public_interest", "manages_public_policy"})
YES_NO = OF_INTEREST | {"registered", "recent_dismissal"}
PLACES = frozenset({"commune", "departement"})
MONEY = frozenset({"amount", "investment", "turnover"})
OF_EXAMPLE = re.compile(r"\bet (?:pour |si c'est )?(?:une?|les?|la|des|notre|mon|ma|l')\b")
OF_A_COMPANY = frozenset({"siren", "headcount", "turnover", "investment", "legal_form"})
EXPENSES = ("staff", "equipment", "operating")
POSTAL = re.compile(r"(?<!\d)(?<!\d )(\d{5})(?! ?\d|\s?(?:€|euro|k\b))")
DEPARTEMENT = re.compile(
    r"^\W*(?:(?:c'est |dans |on est |nous sommes )*(?:le |du |dept |departement |dans le )*)(\d{2}|2[ab])\W*$"
)
NOBODY = re.compile(rf"(?<![\w'])(?:{'|'.join(sorted(map(re.escape, NONE), key=len, reverse=True))})(?!\w)")
PEOPLE_BEFORE, PEOPLE_AFTER, ALONE = (re.compile(LISTS[name]) for name in ("people_before", "people_after", "alone"))
LONGEST_NAME = 6  # words


@dataclass(frozen=True)
class Known:
    """What the places of France are called: the codes of the communes of a name, and of a postal code."""

    towns: Callable[[str], Sequence[str]]
    postal: Callable[[str], Sequence[str]]
    near: Callable[[str], Sequence[str]] = lambda _: ()


def extra(text: str, *, asked: str | None, entities: Sequence[Entity], known: Known) -> list[Entity]:
    """Return the values that the question asked lets one read, besides the entities found already."""
    folded = flat(text)
    found: list[Entity] = []
    changes = supposes(text) or amends(text) or corrects(text)
    if asked in MONEY or asked in {None, "headcount"} or (changes and asked not in {*PLACES, "siren"}):
        found += _numbers(text, asked, entities)
    if asked in {*OF_A_COMPANY, *PLACES, None}:
        found = [each for each in found if not _people_at(folded, each)]
        found += _people(folded, [*entities, *found], asked)
    if asked == "headcount":
        found += _none(folded, [*entities, *found])
    if asked in PLACES or corrects(text):
        found += _places(folded, entities, known)
    found += _worded(folded, asked, [*entities, *found])
    return [each for each in found if not _covered(each, entities)]


def _covered(entity: Entity, entities: Sequence[Entity]) -> bool:
    stated = (each for each in entities if each.entity in STATED)
    return any(each.start < entity.end and entity.start < each.end for each in stated)


def _numbers(text: str, asked: str | None, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Bare numbers: an amount of at least a thousand, or a head count; both ends of « entre 60 et 80 000 »."""
    kind = "headcount" if asked == "headcount" else "amount"
    found = numbers(text)
    read = [(number, _scaled(text, number)) for number in found]
    for place, (number, (value, end)) in enumerate(read):
        after = read[place + 1] if place + 1 < len(read) else None
        worth = _first_end(text, number, value, end, after) if after else value
        least = LEAST_BARE if kind == "amount" else 0
        if worth >= least and float(worth).is_integer():
            yield Entity(kind, number.start, end, round(worth))


def _first_end(text: str, number: Number, value: float, end: int, after: tuple[Number, tuple[float, int]]) -> float:
    """« entre 60 et 80 000 » : the first end is in thousands as the second."""
    second, (most, _) = after
    short = value < LEAST_BARE <= most and between(text, end, second.start)
    return value * 1000 if short and value * 1000 < most else value


def _scaled(text: str, number: Number) -> tuple[float, int]:
    after = unit(flat(text), number.end)
    return after.worth(number), after.end


def _people(folded: str, entities: Sequence[Entity], asked: str | None) -> Iterator[Entity]:
    """« nous sommes 12 », « on passait à vingt-deux », « je suis seul »: heads are counted whatever is asked of a company."""
    if any(each.entity == "headcount" for each in entities):
        return
    counted, alone = _counted(folded), ALONE.search(folded)
    if counted:
        yield Entity("headcount", counted.start, counted.end, int(counted.value))
    elif alone and asked is not None:
        yield Entity("headcount", *alone.span(), 0)


def _counted(folded: str) -> Number | None:
    """Return the number that counts the people of a company, if one does."""
    return next((each for each in numbers(folded) if _counts_people(folded, each)), None)


def _counts_people(folded: str, number: Number) -> bool:
    if not (number.value < LEAST_BARE * 10 and float(number.value).is_integer()):
        return False
    before, after = folded[: number.start], folded[number.end :]
    return bool(PEOPLE_BEFORE.search(before) and PEOPLE_AFTER.match(after))


def _people_at(folded: str, entity: Entity) -> bool:
    counted = _counted(folded) if entity.entity == "amount" else None
    return counted is not None and entity.start == counted.start


def _none(folded: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    if any(each.entity == "headcount" for each in entities):
        return
    found = NOBODY.search(folded)
    if found:
        yield Entity("headcount", found.start(), found.end(), 0)


def _places(folded: str, entities: Sequence[Entity], known: Known) -> Iterator[Entity]:
    if any(each.entity in PLACES for each in entities):
        return
    for found in POSTAL.finditer(folded):
        codes = known.postal(found[1])
        if codes:
            yield Entity("commune", found.start(1), found.end(1), codes[0] if len(codes) == 1 else None)
            return
    numbered = DEPARTEMENT.match(folded)
    if numbered:
        yield Entity("departement", *numbered.span(1), numbered[1].upper())
        return
    yield from _town(folded, known)


def _town(folded: str, known: Known) -> Iterator[Entity]:
    """A name at the end of a clause: « croix », « je voulais dire Croix »; whether the words before it suit is seen later."""
    for clause in re.finditer(r"[^,.;:!?]+", folded):
        said = clause.group().rstrip()
        for word in list(re.finditer(r"[^\W_][\w'-]*", said))[-LONGEST_NAME:]:
            name = said[word.start() :]
            codes = known.towns(re.sub(r"^(?:a|au|de|d'|du|en) ?(?=\w{3})", "", name)) if len(name) > 1 else ()
            if codes:
                start = clause.start() + word.start()
                yield Entity("commune", start, start + len(name), codes[0] if len(codes) == 1 else None)
                return


def _worded(folded: str, asked: str | None, entities: Sequence[Entity]) -> Iterator[Entity]:
    if asked in {"org_type", None} and not any(each.entity == "org_type" for each in entities):
        yield from _listed(folded, "org_type")
    if asked not in OF_A_COMPANY:
        yield from (each for each in _listed(folded, "expense") if not _covered(each, entities))
    if asked == "expenses":
        yield from _all(folded)
    if asked in OF_INTEREST and (found := _pattern("interest").search(folded)):
        refused = re.search(r"\b(?:pas|aucune?|sans|ni)\b[^,.;]*$", folded[: found.start()])
        unsure = re.search(r"\b(?:si|je (?:ne )?sais pas|peut-etre)\b", folded[: found.start()])
        if not unsure:
            yield Entity(str(asked), found.start(), found.end(), refused is None)


def _listed(folded: str, kind: str) -> Iterator[Entity]:
    for value in LISTS[kind]:
        for found in _pattern(kind, value).finditer(folded):
            yield Entity(kind, found.start(), found.end(), value)


def _all(folded: str) -> Iterator[Entity]:
    """« tout » is each kind of expense that can be paid for."""
    found = _pattern("all").search(folded)
    if found:
        yield from (Entity("expense", found.start(), found.end(), value) for value in EXPENSES)


@cache
def _pattern(kind: str, value: str | None = None) -> re.Pattern[str]:
    listed = LISTS[kind][value] if value else LISTS[kind]
    said = sorted(listed, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, said))})(?![\w-])(?! (?:ia|conversationnel|virtuel))")


def worded_expenses(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Return the expenses said in other words than the finder's, where a case is told: « 150 000 € pour un agent »."""
    found = _listed(flat(text), "expense")
    return [each for each in found if not any(each.start < other.end and other.start < each.end for other in entities)]


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
