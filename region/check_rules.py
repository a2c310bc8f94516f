"""Reads the aids of a pack again: their words are plain French, and their examples are told what they should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from region import cases, check_criteria, lines, plain, versions
from region.cases import Example
from region.catalogue import Catalogue
from region.facts import BadFacts
from region.lines import Entry
from region.problems import DataError, Problem, shown
from region.programmes import Programme
from region.rules import Territory
from region.territory import Gazetteer
from region.wordings import say

_TEXTS = ("opening", "ended", "label", "rule", "next_step", "note", "untested", "what", "why")


def faults(held: Catalogue, pack: Path, *, gazetteer: Gazetteer, today: date) -> Iterator[Problem]:
    """What is wrong in the aids of a pack that could be read."""
    here = Territory(held.service.departements, gazetteer)
    for slug in held.programmes:
        path = pack / "programmes" / f"{slug}.yml"
        yield from words(lines.read(path), file=shown(path))
        yield from _examples(held, slug, path.with_suffix(".cases.yml"), here=here, today=today)
        yield from versions.faults(held.programmes[slug], path.parent / versions.FOLDER)


def words(entry: Entry, *, file: str) -> Iterator[Problem]:
    """The sentences of an aid that are not plain French."""
    for name, value in entry.items():
        if name in _TEXTS and isinstance(value, str):
            yield from (
                Problem(file, entry.line_of(name), say("of", name=name, fault=fault))
                for fault in plain.answer_faults(value)
            )
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, Entry):
                yield from words(inner, file=file)


def _examples(held: Catalogue, slug: str, path: Path, *, here: Territory, today: date) -> Iterator[Problem]:
    try:
        examples = list(cases.load(path)) if path.exists() else []
    except DataError as error:
        yield from error.problems
        return
    yield from told(held.programmes[slug], examples, file=shown(path), here=here, today=today)


def told(
    programme: Programme, examples: Sequence[Example], *, file: str, here: Territory, today: date
) -> Iterator[Problem]:
    """The cases of an aid that are not told what they should be, and what its table lacks."""
    try:
        for example in examples:
            if fault := example.fault(programme, territory=here, today=today):
                yield fault
        for said in check_criteria.faults(programme, examples, here=here, today=today):
            yield Problem(file, 1, said)
    except BadFacts as error:
        yield Problem(file, 1, str(error))
