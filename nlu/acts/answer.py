"""Reads what a message states of a case, and leaves the rest: an answer is a message explained by the value it gives."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlu import intents
from nlu.acts.ahead import plans, spends
from nlu.acts.alternative import alternatives, retracted
from nlu.acts.among import some_of_them
from nlu.acts.clauses import Clause, clauses
from nlu.acts.consent import consent
from nlu.acts.excluding import excluded
from nlu.acts.extra import (
    ANSWERED_BY,
    BEFORE_A_TOWN,
    DENIED,
    MONEY,
    OF_A_COMPANY,
    OF_CHOICE,
    OF_INTEREST,
    PLACES,
    STATED,
    YES_NO,
    Known,
    expected,
    extra,
    said_as_a_sum,
)
from nlu.acts.families import beside, trained
from nlu.acts.fields import Filed, filed
from nlu.acts.hypothesis import supposes_strictly
from nlu.acts.nearby import nearby
from nlu.acts.population import without_population
from nlu.acts.ranges import ranged
from nlu.acts.totals import parts_of_a_total
from nlu.entities import Entity, fields
from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).parent / "lexicon.yml")
EXPLAINED: Mapping[str, frozenset[str]] = {
    name: frozenset(listed.split()) for name, listed in LISTS.items() if isinstance(listed, str)
}
APART = re.compile("|".join(LISTS["apart"]))
JUDGING = re.compile(LISTS["judging"])
PURPOSE = {name: re.compile(pattern) for name, pattern in LISTS["purpose"].items()}
STATING = intents.of_kind("answer", "check")
"""The intents of a message that states a case."""
VERB = re.compile(r"\b(?:est|sont|etait|etaient|a|ont|avait|sera|seront|va|vont|fait|font)\b")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
NUMBER = re.compile(r"\d[\d .,']*")
LEXICON_OF: Mapping[str, str] = {"expense": "expenses", "departement": "commune"}
NAMED_SUMS = frozenset({"turnover"})
"""A sum that says what it is of: « on fait 1,4 M » answers, whatever is asked."""
LONGEST_WORDS = 40
OF_A_PROJECT = frozenset({"project", "investment"})
SHORTEST_STEM = 5  # letters


@dataclass(frozen=True)
class Answer:
    """What a message states of the case (`stated`), what it names that is not of it (`apart`), and if that is all it says."""

    stated: tuple[Entity, ...]
    apart: frozenset[Entity]
    wholly: bool = True

    def counts(self, *, asked: str | None, intent: str | None, sure: bool) -> bool:
        """Tell whether the message is to be taken for an answer: what it surely asks or says besides comes first."""
        if not sure or intent in STATING:
            return True
        answered = any(each.entity in {*ANSWERED_BY.get(asked or "", ()), *NAMED_SUMS} for each in self.stated)
        return answered and self.wholly


def read(
    text: str, *, asked: str | None, entities: Sequence[Entity], known: Known, form: str | None = None
) -> Answer | None:
    """Return what the message states, None when nothing in it answers; `asked` is the fact being asked for, in the check `form`.

    Each clause counts whose words are all explained by its values; another's figures, the weather and what is set
    aside (« pas à Arras ») do not.
    """
    if len(text.split()) > LONGEST_WORDS or JUDGING.search(flat(text)):
        return None
    text = without_population(text)
    said = [each for each in entities if text[each.start : each.end].strip()]
    towns = {str(each.value)[:2] for each in said if each.entity == "commune" and each.value}
    given = [each for each in said if not _postal_code(each, text, asked, known, towns)]
    more = extra(text, asked=asked, entities=given, known=known)
    more = [each for each in more if not _postal_code(each, text, asked, known, towns)]
    if asked in PLACES:
        more += _mistyped(text, [*given, *more], known)
    more += alternatives(text, [*given, *more])
    if asked == "expenses":
        more += beside(text, [*given, *more])
    sums = filed(text, [*given, *more], asked=asked, form=form)
    held = sums.facts
    aside = _set_aside(text, sums)
    parts = clauses(text, kept=[(each.start, each.end) for each in held])
    strict = not supposes_strictly(text)
    stated = [each for clause in parts for each in _counted(clause, held, aside, asked, strict=strict)]
    stated += _of_the_project(text, parts, held, [*aside, *stated]) if stated else []
    stated = _without(stated, aside - trained(text, held))
    stated += _yes_or_no(text, parts, asked, stated)
    if not any(each.entity in _wanted(asked) for each in stated):
        return None
    wholly = not any(_left(clause, _inside(clause, held), asked) for clause in parts)
    return Answer(tuple(ranged(text, stated)), frozenset(held) - frozenset(stated), wholly)


def _mistyped(text: str, held: Sequence[Entity], known: Known) -> list[Entity]:
    """« Hazebrouk, 12 salariés »: where the seat is asked for, a name one letter wrong that opens the rest of a case."""
    first = next(iter(clauses(text)), None)
    if first is None or not held or any(each.entity in PLACES or each.start < first.end for each in held):
        return []
    name = BEFORE_A_TOWN.sub("", first.said.strip())
    start = first.start + first.said.index(name)
    common = any(_listed(word, lexicon) for word in WORD.findall(name) for lexicon in EXPLAINED.values())
    return [] if common else [Entity("commune", start, start + len(name), code) for code in known.near_here(name)]


def told(text: str, *, entities: Sequence[Entity], known: Known) -> Answer:
    """Return every value of a message that tells a case, its bare sums too, whatever its other words are."""
    text = without_population(text)
    given = [each for each in entities if text[each.start : each.end].strip()]
    towns = {str(each.value)[:2] for each in given if each.entity == "commune" and each.value}
    more = extra(text, asked=None, entities=given, known=known)
    more = [each for each in more if not _postal_code(each, text, "commune", known, towns)]
    sums = filed(text, [*given, *more], asked=None, form=None)
    aside = _set_aside(text, sums)
    stated = [each for each in sums.facts if each.entity in STATED and each not in aside]
    stated.sort(key=lambda each: each.start)
    return Answer(tuple(ranged(text, stated)), frozenset(sums.facts) - frozenset(stated), wholly=False)


def _set_aside(text: str, sums: Filed) -> frozenset[Entity]:
    """Return what is named and not stated: refused, only near, part of a total, or a sum that no check asks for."""
    facts = sums.facts
    less = parts_of_a_total(text, facts) | retracted(text, facts) | some_of_them(text, facts) | trained(text, facts)
    refused = frozenset(
        each for each in excluded(text, facts) if each.entity not in YES_NO
    )  # its « pas » is its answer
    return refused | nearby(text, facts) | less | expected(facts) | frozenset(sums.foreign)


def _of_the_project(text: str, parts: Sequence[Clause], held: Sequence[Entity], but: Sequence[Entity]) -> list[Entity]:
    """« c'est la CC du Ternois, projet 120 000 € chatbot »: beside an answer, a sum named close by is the project's."""
    sums = {(each.start, each.end): each for each in held if each.entity in MONEY and each not in but}
    own = [part for part in parts if not APART.search(part.said) and not VERB.search(part.said)]
    named = fields.named(text, list(sums), closely=True)
    return [
        sums[span]
        for span, field in named
        if field in OF_A_PROJECT and any(part.start <= span[0] < part.end for part in own)
    ]


def _without(stated: Sequence[Entity], aside: frozenset[Entity]) -> list[Entity]:
    """« tout sauf du matériel »: a value set aside is not stated by another word either."""
    refused = {(each.entity, each.value) for each in aside if each.entity == "expense"}
    kept: dict[tuple[str, str, int], Entity] = {}
    for each in stated:
        place = -1 if each.entity == "expense" else each.start  # « un agent qui sera embauché » is one expense
        if (each.entity, each.value) not in refused:
            kept.setdefault((each.entity, str(each.value), place), each)
    return list(kept.values())


def stated_of_another(text: str, entities: Sequence[Entity]) -> frozenset[Entity]:
    """Return the entities set aside or said of another, where the rest of the message is taken as it is."""
    alone = without_population(text)
    parts = clauses(alone, kept=[(each.start, each.end) for each in entities])
    foreign = [each for clause in parts if APART.search(clause.said) for each in _inside(clause, entities)]
    counted = (each for each in entities if not alone[each.start : each.end].strip())
    return excluded(text, entities) | frozenset(foreign) | frozenset(counted)


def _wanted(asked: str | None) -> frozenset[str]:
    return STATED | ANSWERED_BY.get(asked or "", frozenset()) | ({asked} if asked else frozenset())


def removed(text: str, entities: Sequence[Entity], *, known: Known) -> tuple[Entity, ...]:
    """Return the expenses that are taken out of the case: « et sans le personnel ? »."""
    held = [*entities, *extra(text, asked=None, entities=entities, known=known)]
    return tuple(each for each in excluded(text, held) if each.entity == "expense")


def _postal_code(entity: Entity, text: str, asked: str | None, known: Known, towns: Set[str]) -> bool:
    """« 62300 », where a place is asked for, is no amount; « Hirson, 90000 » is, for Hirson is elsewhere."""
    said = text[entity.start : entity.end].strip()
    digits = said.isdigit() and len(said) == 5
    there = not towns or said[:2] in towns
    place = digits and there and bool(known.postal(said)) and not said_as_a_sum(text, entity.start, entity.end)
    return asked in PLACES and entity.entity == "amount" and place


def _counted(
    clause: Clause, held: Sequence[Entity], aside: frozenset[Entity], asked: str | None, *, strict: bool
) -> list[Entity]:
    """Return the values of a clause that its words explain; « et si… » states whatever is read in it."""
    inside = [
        each for each in _inside(clause, held) if each.entity in _wanted(asked) and not _bare(each, clause, asked)
    ]
    if not inside or APART.search(clause.said) or (strict and _left(clause, _inside(clause, held), asked)):
        return []
    return [each for each in inside if each not in aside]


def _bare(entity: Entity, clause: Clause, asked: str | None) -> bool:
    """« 12 » alone counts heads where heads are asked for, and nothing else."""
    return entity.entity == "headcount" and asked != "headcount" and not re.search(r"[a-z]{3}", clause.said)


def _inside(clause: Clause, held: Iterable[Entity]) -> list[Entity]:
    return [each for each in held if clause.start <= each.start and each.end <= clause.end]


def _left(clause: Clause, inside: Sequence[Entity], asked: str | None) -> list[str]:
    """Return the words of the clause that neither its values nor what is said around them explain."""
    names = {
        asked or "",
        "yes_no" if asked in YES_NO else "",
        *(LEXICON_OF.get(each.entity, each.entity) for each in inside),
    }
    lexicon = _lexicon(frozenset(names))
    said = clause.said
    for each in sorted(inside, key=lambda each: -each.start):
        start, end = each.start - clause.start, each.end - clause.start
        end = len(said) if _last(each, inside) and _purpose(each, said[end:], asked) else end
        ahead = _first(each, inside) and _planned(each, said[:start], asked)
        said = " " + said[end:] if ahead else said[:start] + " " + said[end:]
    return [word for word in WORD.findall(NUMBER.sub(" ", said)) if not _explained(word, lexicon)]


@cache
def _lexicon(names: frozenset[str]) -> frozenset[str]:
    return EXPLAINED["anything"].union(*(EXPLAINED.get(name, frozenset()) for name in names))


def _purpose(entity: Entity, after: str, asked: str | None) -> bool:
    """« 90 000 € pour un robot d'accueil », « une association de quartier »: what the value asked for is for, or of."""
    pattern = PURPOSE.get(entity.entity)
    wanted = entity.entity in ANSWERED_BY.get(asked or "", ()) or asked is None or asked in OF_A_COMPANY | OF_CHOICE
    return pattern is not None and wanted and bool(pattern.fullmatch(after)) and not VERB.search(after)


def _planned(entity: Entity, before: str, asked: str | None) -> bool:
    """« on voudrait un ERP à 25 000 € »: who plans what is said first, where a sum is asked for or spent."""
    return entity.entity in MONEY and plans(before) and (asked in MONEY or asked is None or spends(before))


def _first(entity: Entity, inside: Sequence[Entity]) -> bool:
    return all(each.start >= entity.start for each in inside)


def _last(entity: Entity, inside: Sequence[Entity]) -> bool:
    return all(each.start <= entity.start for each in inside)


def _explained(word: str, lexicon: frozenset[str]) -> bool:
    return _listed(word, lexicon) or all(_listed(part, lexicon) for part in word.split("-"))


def _listed(word: str, lexicon: frozenset[str]) -> bool:
    """« invest* » lists « investirait » too."""
    return word in lexicon or any(f"{word[:end]}*" in lexicon for end in range(SHORTEST_STEM, len(word) + 1))


def _yes_or_no(text: str, parts: Sequence[Clause], asked: str | None, stated: Sequence[Entity]) -> list[Entity]:
    """« oui on est reconnus d'utilité publique » answers the question of yes or no being asked."""
    if asked not in YES_NO or any(each.entity == asked for each in stated):
        return []
    if asked in OF_INTEREST and DENIED.match(flat(text)):
        return [Entity(asked, 0, len(text), False)]
    agreed = consent(text)
    if agreed is False and any(each.entity == "org_type" for each in stated):
        return []  # « non, une commune » corrects the body that the question was asked of
    first = parts[0] if parts else None
    if first is not None and agreed is not None and _left(first, [], asked):
        return []
    return [] if agreed is None else [Entity(asked, 0, parts[0].end if parts else len(text), agreed)]
