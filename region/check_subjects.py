"""Whether each simplest question about a subject has a record that exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from region import lines
from region.catalogue import Catalogue
from region.problems import Problem, shown
from region.subjects import NAMED
from region.wordings import say

FILE = "subjects.yml"


def faults(held: Catalogue, pack: Path, aspects: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """The records of the pack's own subjects that are not there, and the questions that none of `aspects` is; none given, they are not checked."""
    path = pack / FILE
    if not path.exists():
        return
    known = {record.id for record in held.records}
    read = lines.read(path)
    for pair in read.get("pairs", ()):
        for record in (*pair["of"], pair["record"]):
            if record not in known:
                yield Problem(shown(path), pair.line_of("record"), say("subjects.record", id=record))
    for subject in read["subjects"]:
        for name in subject.keys() - NAMED:
            if aspects and name not in aspects:
                yield Problem(shown(path), subject.line_of(name), say("subjects.aspect", name=name))
            elif subject[name] not in known:
                yield Problem(shown(path), subject.line_of(name), say("subjects.record", id=subject[name]))
