"""Whether people can reach what the records say: each record asked for, each fact by three questions, no question twice."""

from __future__ import annotations

from collections.abc import Iterator

from nlu.french import stems
from region.catalogue import Catalogue
from region.problems import Problem
from region.records import Record
from region.wordings import say

FEWEST = 3  # questions for each fact


def faults(held: Catalogue) -> Iterator[Problem]:
    """Records nobody can ask for, and facts with too few questions; a pack without any question is an older one."""
    if not any(record.questions for record in held.records):
        return
    for record in held.records:
        if not record.questions and not _says_no(record):
            yield Problem(record.file, record.line, say("questions.none", id=record.id))
    for fact, records in by_fact(held).items():
        count = sum(len(record.questions) for record in records)
        if count < FEWEST:
            first = records[0]
            yield Problem(first.file, first.line, say("questions.few", fact=fact, count=count, least=FEWEST))


def by_fact(held: Catalogue) -> dict[str, list[Record]]:
    """Return the records that state each fact: the table fact → record → questions."""
    found: dict[str, list[Record]] = {}
    for record in held.records:
        for fact in record.facts:
            found.setdefault(fact, []).append(record)
    return found


def collisions(held: Catalogue) -> Iterator[tuple[str, Record, Record]]:
    """Yield each question that two records hold in the same words."""
    first: dict[tuple[str, ...], Record] = {}
    for record in held.records:
        for question in record.questions:
            other = first.setdefault(tuple(sorted(stems(question))), record)
            if other.id != record.id:
                yield question, other, record


def notes(held: Catalogue) -> Iterator[str]:
    """How many facts and questions there are, and the questions that two records share."""
    count = sum(len(record.questions) for record in held.records)
    if count:
        facts = by_fact(held)
        yield say("questions.counted", facts=len(facts), records=len(held.records), questions=count)
    for question, one, other in collisions(held):
        yield str(Problem(other.file, other.line, say("questions.shared", question=question, id=one.id)))


def _says_no(record: Record) -> bool:
    return "out_of_scope" in record.intents
