"""The main subjects, and the record that answers each of the simplest questions about them: « c'est pour qui ? »."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlu.french import flat
from region.files import pack_file, read_yaml

NAMED = frozenset({"names", "records"})
"""What a subject holds besides its aspects."""


@dataclass(frozen=True)
class Subject:
    """How a subject is named, the records that speak of it (the start of their ids), and one record an aspect."""

    names: re.Pattern[str]
    records: tuple[str, ...]
    aspects: Mapping[str, str]

    def without(self, text: str) -> str | None:
        """Return a text without the name of the subject; None where it does not name it, or names it inside a word."""
        said = flat(text)
        found = self.names.search(said)
        return f"{said[: found.start()]} {said[found.end() :]}" if found else None

    def answers(self, *aspects: str) -> str | None:
        """Return the record of the first of these aspects that the subject has one for."""
        return next((self.aspects[name] for name in aspects if name in self.aspects), None)


def named(text: str) -> list[tuple[int, int, Subject]]:
    """Return the subjects a text names, each once, with where it does, the longest name where two overlap."""
    spans = [(each.start(), each.end(), subject) for subject in every() for each in subject.names.finditer(flat(text))]
    kept: list[tuple[int, int, Subject]] = []
    for start, end, subject in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, subject))
    found = {
        subject.names.pattern: (start, end, subject) for start, end, subject in sorted(kept, key=lambda span: -span[0])
    }
    return sorted(found.values(), key=lambda span: span[0])


def told_of_both(first: str, second: str) -> str | None:
    """Return the one record that tells two apart, by the record of each; None where there is none."""
    return _pairs(pack_file("subjects.yml")).get(frozenset({first, second}))


def every() -> tuple[Subject, ...]:
    """The subjects of the pack in force."""
    return _read(pack_file("subjects.yml"))


def of_record(record: str) -> Subject | None:
    """The subject that a record speaks of; the longest start of its id decides."""
    found = [(len(start), each) for each in every() for start in each.records if record.startswith(start)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


@cache
def _read(path: Path) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            re.compile(rf"(?<![\w'-])(?:{'|'.join(held['names'])})(?![\w-])"),
            tuple(held["records"]),
            {name: held[name] for name in held if name not in NAMED},
        )
        for held in read_yaml(path)["subjects"]
    )


@cache
def _pairs(path: Path) -> Mapping[frozenset[str], str]:
    return {frozenset(held["of"]): held["record"] for held in read_yaml(path).get("pairs", ())}
