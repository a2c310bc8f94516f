"""What is to be known of a data pack, without being a fault: what is old, over, or still to be filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from region import check_questions
from region.catalogue import Catalogue
from region.problems import Problem
from region.wordings import say


def notes(held: Catalogue, today: date) -> Iterator[str]:
    """Yield a sentence for each thing to look at again, without which the data are good all the same."""
    yield from check_questions.notes(held)
    for record in held.records:
        if record.expired(today):
            yield str(Problem(record.file, record.line, say("record.expired", id=record.id)))
        elif record.stale(today):
            yield str(Problem(record.file, record.line, say("record.stale", id=record.id)))
    for programme in held.programmes.values():
        if programme.over(today):
            yield say("programme.over", slug=programme.slug)
    if empty := list(held.service.to_fill()):
        yield say("service.to_fill", listed=", ".join(empty))
