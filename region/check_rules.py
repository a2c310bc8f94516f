"""Reads the aids of a pack again: their words are plain French, and their examples are told what they should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from region import cases, check_criteria, lines, plain, versions
from region.catalogue import Catalogue
from region.facts import BadFacts
from region.lines import Entry
from region.problems import DataError, Problem, shown
from region.rules import Territory
from region.territory import Gazetteer

_TEXTS = ("opening", "ended", "label", "rule", "next_step", "note", "untested", "what", "why")


def faults(held: Catalogue, pack: Path, *, gazetteer: Gazetteer, today: date) -> Iterator[Problem]:
    """What is wrong in the aids of a pack that could be read."""
    here = Territory(held.service.departements, gazetteer)
    for slug in held.programmes:
        path = pack / "programmes" / f"{slug}.yml"
        yield from _words(lines.read(path), file=shown(path))
        yield from _examples(held, slug, path.with_suffix(".cases.yml"), here=here, today=today)
        yield from versions.faults(held.programmes[slug], path.parent / versions.FOLDER)


def _words(entry: Entry, *, file: str) -> Iterator[Problem]:
    for name, value in entry.items():
        if name in _TEXTS and isinstance(value, str):
            yield from (
                Problem(file, entry.line_of(name), f"« {name} » {fault}") for fault in plain.answer_faults(value)
            )
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, Entry):
                yield from _words(inner, file=file)


def _examples(held: Catalogue, slug: str, path: Path, *, here: Territory, today: date) -> Iterator[Problem]:
    try:
        examples = list(cases.load(path)) if path.exists() else []
        for example in examples:
            if fault := example.fault(held.programmes[slug], territory=here, today=today):
                yield fault
        for said in check_criteria.faults(held.programmes[slug], examples, here=here, today=today):
            yield Problem(shown(path), 1, said)
    except DataError as error:
        yield from error.problems
    except BadFacts as error:
        yield Problem(shown(path), 1, str(error))
