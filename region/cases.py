"""The examples beside each programme's rules: what a case should be told, and whether it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from region import eligibility, facts, lines, schema
from region.eligibility import Verdict
from region.lines import Entry
from region.problems import DataError, Problem, shown
from region.programmes import Programme
from region.rules import Territory
from region.schema import Field
from region.wordings import say

_FILE = {"base": Field(schema.mapping, required=True), "cases": Field(schema.list_of(schema.mapping), required=True)}
_VERDICTS = (eligibility.ENDED, eligibility.NOT_MET, eligibility.MISSING, eligibility.MET)
_CASE = {
    "say": Field(schema.text, required=True),
    "with": Field(schema.mapping, required=True),
    "verdict": Field(schema.one_of(_VERDICTS), required=True),
    "today": Field(schema.day),
    "failed": Field(schema.list_of(schema.text), required=True),
    "missing": Field(schema.list_of(schema.text), required=True),
    "estimate": Field(schema.optional(schema.mapping)),
    "calendar": Field(schema.text),
}
_COMPARED = ("verdict", "failed", "missing", "calendar")


@dataclass(frozen=True)
class Example:
    """A case, and the verdict it should have."""

    say: str
    facts: Mapping[str, Any]
    expected: Mapping[str, Any]
    file: str
    line: int
    today: date | None = None

    def fault(self, programme: Programme, *, territory: Territory, today: date) -> Problem | None:
        """What differs, when something does. Raises BadFacts on a fact that cannot be read."""
        verdict = eligibility.check(programme, facts.read(self.facts), territory=territory, today=self.today or today)
        told = _told(verdict)
        wrong = [
            say("case.differs", name=name, wanted=wanted, told=told[name])
            for name, wanted in self.expected.items()
            if told[name] != wanted
        ]
        return Problem(self.file, self.line, say("of", name=self.say, fault=" ; ".join(wrong))) if wrong else None


def load(path: Path) -> Iterator[Example]:
    """The examples of one file. Raises DataError with the line to mend."""
    return read(lines.read(path), file=shown(path))


def read(content: Entry, *, file: str) -> Iterator[Example]:
    """The examples that a mapping writes; `file` names it in faults. Raises DataError with the line to mend."""
    problems = schema.faults(content, _FILE, file=file)
    problems += (
        [] if problems else [fault for case in content["cases"] for fault in schema.faults(case, _CASE, file=file)]
    )
    if problems:
        raise DataError(*problems)
    for case in content["cases"]:
        expected = {name: case[name] for name in (*_COMPARED, "estimate") if name in case}
        yield Example(case["say"], {**content["base"], **case["with"]}, expected, file, case.line, case.get("today"))


def _told(verdict: Verdict) -> dict[str, Any]:
    told = verdict.to_dict()
    estimate = told["estimate"] and {name: told["estimate"][name] for name in ("min", "max")}
    return {name: told[name] for name in _COMPARED} | {"estimate": estimate}
