"""Tells which record would answer the questions of a record being written, before it is in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from learning.sentences.texts import key
from nlu.components.cards import built
from nlu.selector.weighed import Asked
from region.catalogue import Catalogue
from region.records import Record

ALIKE = 88


@dataclass(frozen=True)
class Collision:
    """A question of ours that another record would answer, or already claims."""

    question: str
    record: str
    title: str
    claimed: str = ""  # its own question, nearly the same


def collisions(record: Record, held: Catalogue, *, today: date) -> list[Collision]:
    """Return the questions another record would take; builds a selector: call it in a thread."""
    catalogue = held.with_records([record])
    selector, titles = built(catalogue, today), {each.id: each.title for each in catalogue.records}
    found = [each for question in record.questions for each in _claimed(question, record, catalogue)]
    known = {each.question for each in found}
    for question in record.questions:
        first = next(iter(selector.rank(Asked(question), most=1)), None)
        if first is not None and first.card.id != record.id and question not in known:
            found.append(Collision(question, first.card.id, titles[first.card.id]))
    return found


def _claimed(question: str, record: Record, catalogue: Catalogue) -> Sequence[Collision]:
    mine, others = key(question), _others(record, catalogue)
    return [
        Collision(question, other.id, other.title, said)
        for said, other in others.items()
        if fuzz.ratio(mine, key(said)) >= ALIKE
    ]


def _others(record: Record, catalogue: Catalogue) -> Mapping[str, Record]:
    return {said: other for other in catalogue.records if other.id != record.id for said in other.questions}
